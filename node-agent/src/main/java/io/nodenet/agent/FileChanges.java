package io.nodenet.agent;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import io.nodenet.agent.snapshot.NodePaths;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches the directories of the node's files (inotify). A directory that is not there, or that
 * this host cannot watch, is tried again at each {@link #rewatch}; the periodic reads stand in.
 */
final class FileChanges implements ChangeSource, AutoCloseable {

  private final List<Path> directories;
  private final Optional<WatchService> service;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  private FileChanges(List<Path> directories, Optional<WatchService> service) {
    this.directories = directories;
    this.service = service;
  }

  /** Of these places; of none when they are empty. */
  static FileChanges of(Optional<NodePaths> paths) {
    List<Path> directories = paths.map(NodePaths::watched).orElse(List.of());
    try {
      Optional<WatchService> service =
          directories.isEmpty()
              ? Optional.empty()
              : Optional.of(FileSystems.getDefault().newWatchService());
      return new FileChanges(directories, service);
    } catch (IOException e) {
      // No inotify instance left on this host.
      return new FileChanges(directories, Optional.empty());
    }
  }

  /** Watches what is there now and was not watched yet. */
  void rewatch() {
    service.ifPresent(s -> directories.forEach(directory -> watch(s, directory)));
  }

  private void watch(WatchService watcher, Path directory) {
    WatchKey key = keys.get(directory);
    if (key == null || !key.isValid()) {
      try {
        keys.put(directory, directory.register(watcher, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY));
      } catch (IOException e) {
        // Not there yet, or not readable: the next reading says which.
        keys.remove(directory);
      }
    }
  }

  /** Never waits: the loop waits for the kernel and asks here in between. */
  @Override
  public boolean await(Duration timeout) {
    boolean moved = false;
    while (service.isPresent()) {
      WatchKey key = service.get().poll();
      if (key == null) {
        break;
      }
      moved |= !key.pollEvents().isEmpty();
      key.reset();
    }
    return moved;
  }

  @Override
  public void close() {
    service.ifPresent(s -> {
      try {
        s.close();
      } catch (IOException e) {
        throw new AssertionError("closing a watch service does no I/O that can fail", e);
      }
    });
  }
}
