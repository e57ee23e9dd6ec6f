package io.nodenet.cli.saved;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The files that a user names: one file, standard input ({@code -}), or a directory with all below
 * it. In a directory only {@code .yaml}, {@code .yml} and {@code .json} files are read, by name.
 *
 * <p>For one thread.
 */
public final class SavedFiles {

  private static final String STDIN = "-";

  private final InputStream stdin;

  /** {@code stdin} is what {@code -} stands for; it is not closed. */
  public SavedFiles(InputStream stdin) {
    this.stdin = stdin;
  }

  /** Reads all objects below {@code from}. */
  public SavedCluster read(String from) throws UnusableInputException {
    ObjectCollector objects = new ObjectCollector();
    if (from.equals(STDIN)) {
      read("stdin", stdin, objects);
    } else {
      for (Path file : files(Path.of(from))) {
        try (InputStream stream = Files.newInputStream(file)) {
          read(file.toString(), stream, objects);
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
    }
    return SavedCluster.of(from, objects);
  }

  private static void read(String name, InputStream stream, ObjectCollector objects)
      throws UnusableInputException {
    try {
      new DocumentReader(name, objects).read(stream);
    } catch (IOException e) {
      throw new UnusableInputException(Origin.of(name), "cannot be read: " + e.getMessage());
    }
  }

  private static List<Path> files(Path from) throws UnusableInputException {
    if (!Files.isDirectory(from)) {
      return List.of(from);
    }
    try (Stream<Path> walk = Files.walk(from)) {
      List<Path> files =
          walk.filter(SavedFiles::isWanted).filter(Files::isRegularFile).sorted().toList();
      if (files.isEmpty()) {
        throw new UnusableInputException(
            Origin.of(from.toString()),
            "holds no .yaml, .yml or .json file: expected saved Kubernetes objects");
      }
      return files;
    } catch (UncheckedIOException e) {
      throw unreadable(from, Objects.requireNonNullElseGet(e.getCause(), () -> new IOException(e)));
    } catch (IOException e) {
      throw unreadable(from, e);
    }
  }

  private static boolean isWanted(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && (lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json"));
  }

  private static UnusableInputException unreadable(Path file, IOException e) {
    String why =
        switch (e) {
          case NoSuchFileException missing -> "no such file or directory";
          case AccessDeniedException denied -> "permission denied";
          default -> "cannot be read: " + e.getMessage();
        };
    return new UnusableInputException(Origin.of(file.toString()), why);
  }
}
