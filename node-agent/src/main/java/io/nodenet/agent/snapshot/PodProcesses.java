package io.nodenet.agent.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds a process of each pod sandbox. Remembers those that it found, and walks through all
 * processes of the host only when one is missing. Not for several threads.
 */
final class PodProcesses {

  private static final int MAX_ENTRIES = 65_536;
  private static final int MAX_BYTES = 16 * 1024;

  private final Path proc;
  private Map<String, Integer> known = new HashMap<>();

  PodProcesses(Path proc) {
    this.proc = proc;
  }

  /**
   * Process ids by container id of the sandbox. The sandbox's own process is taken, else the first
   * of the pod, if no other sandbox claims that pod.
   *
   * @throws IOException when /proc cannot be listed
   */
  Map<String, Integer> find(Collection<CniResult> sandboxes) throws IOException {
    Map<String, Integer> found = new HashMap<>();
    for (CniResult sandbox : sandboxes) {
      Integer pid = known.get(sandbox.containerId());
      if (pid != null && cgroup(pid).filter(group -> isOf(group, sandbox)).isPresent()) {
        found.put(sandbox.containerId(), pid);
      }
    }
    if (found.size() < sandboxes.size()) {
      search(sandboxes, found);
    }
    known = found;
    return found;
  }

  private static boolean isOf(PodCgroup group, CniResult sandbox) {
    CniResult.Pod pod = sandbox.pod();
    return group.containerId().equals(sandbox.containerId())
        || (pod != null && group.podUid().equals(pod.uid()));
  }

  private void search(Collection<CniResult> sandboxes, Map<String, Integer> found)
      throws IOException {
    Map<String, Integer> byContainer = new HashMap<>();
    Map<String, Integer> byUid = new HashMap<>();
    groups()
        .forEach((pid, group) -> {
          byContainer.putIfAbsent(group.containerId(), pid);
          byUid.putIfAbsent(group.podUid(), pid);
        });
    Map<String, Integer> claims = new HashMap<>();
    sandboxes.forEach(sandbox -> claims.merge(uid(sandbox), 1, Integer::sum));
    for (CniResult sandbox : sandboxes) {
      String uid = uid(sandbox);
      Integer pid = byContainer.get(sandbox.containerId());
      if (pid == null && Integer.valueOf(1).equals(claims.get(uid))) {
        pid = byUid.get(uid);
      }
      if (pid != null) {
        found.putIfAbsent(sandbox.containerId(), pid);
      }
    }
  }

  private static String uid(CniResult sandbox) {
    CniResult.Pod pod = sandbox.pod();
    return pod == null || pod.uid() == null ? "" : pod.uid();
  }

  /** By process id, in order: the first process of a container has the lowest, as a rule. */
  private Map<Integer, PodCgroup> groups() throws IOException {
    Map<Integer, PodCgroup> groups = new TreeMap<>();
    for (Path entry : BoundedFiles.list(proc, MAX_ENTRIES).files()) {
      String name = String.valueOf(entry.getFileName());
      if (name.matches("[1-9][0-9]{0,8}")) {
        int pid = Integer.parseInt(name);
        cgroup(pid).ifPresent(group -> groups.put(pid, group));
      }
    }
    return groups;
  }

  /** Empty also for a process that has ended, or that we may not look at. */
  private Optional<PodCgroup> cgroup(int pid) {
    try {
      Path file = proc.resolve(Integer.toString(pid)).resolve("cgroup");
      return PodCgroup.parse(BoundedFiles.read(file, MAX_BYTES));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Those whose process is still the one that was found. */
  Set<String> stillThere(Map<String, Integer> found, Collection<CniResult> sandboxes) {
    Map<String, Integer> same = new HashMap<>();
    for (CniResult sandbox : sandboxes) {
      Integer pid = found.get(sandbox.containerId());
      if (pid != null && cgroup(pid).filter(group -> isOf(group, sandbox)).isPresent()) {
        same.put(sandbox.containerId(), pid);
      }
    }
    return same.keySet();
  }
}
