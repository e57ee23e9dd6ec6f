package io.nodenet.agent.snapshot;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.libc.ErrnoException;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The named network namespaces and the ids that this namespace has for them. Needs no privilege: a
 * read-only descriptor and RTM_GETNSID.
 */
final class NetnsDirectory {

  private static final int MAX_FILES = 4096;

  private final Libc libc;
  private final Rtnetlink rtnetlink;

  NetnsDirectory(Libc libc, Rtnetlink rtnetlink) {
    this.libc = libc;
    this.rtnetlink = rtnetlink;
  }

  /** Name to id, -1 for none here; null when there is no such directory. */
  @Nullable Map<String, Integer> read(Path directory, ReadErrors errors) {
    BoundedFiles.Listing listing;
    try {
      listing = BoundedFiles.list(directory, MAX_FILES);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      errors.add(ErrorSource.NETNS, "the directory: " + BoundedFiles.reason(e));
      return null;
    }
    if (listing.truncated()) {
      errors.add(ErrorSource.NETNS, "more than " + MAX_FILES + " entries");
    }
    Map<String, Integer> ids = new TreeMap<>();
    for (Path file : listing.files()) {
      if (!readOne(file, ids, errors)) {
        // The kernel does not answer at all: thousands of deadlines would stall the loop.
        return null;
      }
    }
    return ids;
  }

  /** False when there is no use in going on. */
  private boolean readOne(Path file, Map<String, Integer> ids, ReadErrors errors) {
    String name = String.valueOf(file.getFileName());
    try {
      int fd = libc.open(file.toString(), Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
      try {
        ids.put(name, rtnetlink.netnsId(fd));
      } finally {
        libc.close(fd);
      }
      return true;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        errors.add(ErrorSource.NETNS, name + ": " + Errno.describe(e.errno()));
      }
      return true;
    } catch (NetlinkException e) {
      // A plain file: the place of a namespace that was left behind, or is about to be mounted.
      if (e.errno() != Errno.EINVAL) {
        errors.add(ErrorSource.NETNS, name + ": " + e.text());
      }
      return e.kind() == NetlinkException.Kind.REFUSED;
    }
  }
}
