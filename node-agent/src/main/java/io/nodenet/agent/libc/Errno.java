package io.nodenet.agent.libc;

/**
 * Error numbers of {@code <asm-generic/errno-base.h>} and {@code <asm-generic/errno.h>}, the same
 * on x86_64 and arm64.
 */
public final class Errno {

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int ENOPROTOOPT = 92;
  public static final int EOPNOTSUPP = 95;
  public static final int ENOBUFS = 105;

  private Errno() {}

  /** The symbolic name with a few words, or the number for those that the agent does not expect. */
  public static String describe(int errno) {
    return switch (errno) {
      case EPERM -> "EPERM (operation not permitted)";
      case ENOENT -> "ENOENT (no such file or directory)";
      case EINTR -> "EINTR (interrupted)";
      case EAGAIN -> "EAGAIN (nothing to read)";
      case EACCES -> "EACCES (permission denied)";
      case EBUSY -> "EBUSY (busy)";
      case ENODEV -> "ENODEV (no such device)";
      case EINVAL -> "EINVAL (invalid argument)";
      case ENOPROTOOPT -> "ENOPROTOOPT (option not known to this kernel)";
      case EOPNOTSUPP -> "EOPNOTSUPP (not supported)";
      case ENOBUFS -> "ENOBUFS (messages lost)";
      default -> "errno " + errno;
    };
  }
}
