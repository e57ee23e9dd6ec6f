package io.nodenet.agent.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files and directories that others write, up to a bound. */
final class BoundedFiles {

  /** Names of a directory in order; truncated says that there are more than the bound. */
  record Listing(List<Path> files, boolean truncated) {}

  private BoundedFiles() {}

  /**
   * The text of a regular file.
   *
   * @throws IOException also when it is longer than the bound, or no regular file: opening a pipe
   *     would wait for ever
   */
  static String read(Path file, int maxBytes) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new FileSystemException(file.toString(), null, "longer than " + maxBytes + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** The first bytes of a file, for those of /proc whose rest says nothing more. */
  static String start(Path file, int bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }
  }

  /** The entries of a directory, sorted by name. */
  static Listing list(Path directory, int maxFiles) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path file : stream) {
        if (files.size() >= maxFiles) {
          files.sort(null);
          return new Listing(files, true);
        }
        files.add(file);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    return new Listing(files, false);
  }

  /** In words, without the name of a Java class. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "does not exist";
      case AccessDeniedException denied -> "permission denied";
      case NotDirectoryException other -> "not a directory";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> "cannot be read";
    };
  }
}
