package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The networks of pods, through a process of each: reading {@code /proc/PID/net} needs to see the
 * process and nothing more. A pod that ends meanwhile is left out; that no process of any pod is
 * seen is an error, since then the deployment or the mount of /proc hides them.
 */
final class PodViewReader {

  private static final int MAX_PODS = 500;
  private static final int MAX_BYTES = 256 * 1024;
  private static final String POD_INTERFACE = "eth0";

  private final Path proc;
  private final PodProcesses processes;

  PodViewReader(Path proc) {
    this.proc = proc;
    this.processes = new PodProcesses(proc);
  }

  /**
   * One for each sandbox that is alive.
   *
   * @param links results whose interface on the host is not among them are of pods that are gone
   */
  List<PodNetworkView> read(List<CniResult> results, Set<InterfaceName> links, ReadErrors errors) {
    List<CniResult> living = living(results, links);
    try {
      Map<String, Integer> pids = processes.find(living);
      if (pids.isEmpty() && !living.isEmpty()) {
        errors.add(ErrorSource.POD_VIEW, "no process of any pod is visible (hostPID, hidepid)");
      }
      List<PodNetworkView> views = new ArrayList<>();
      for (CniResult sandbox : living) {
        Integer pid = pids.get(sandbox.containerId());
        if (pid != null) {
          readOne(sandbox, pid, views, errors);
        }
      }
      // A process id may have gone to another process between two files.
      Set<String> same = processes.stillThere(pids, living);
      views.removeIf(view -> !same.contains(view.containerId()));
      return views;
    } catch (IOException e) {
      errors.add(ErrorSource.POD_VIEW, "processes: " + BoundedFiles.reason(e));
      return List.of();
    }
  }

  private static List<CniResult> living(List<CniResult> results, Set<InterfaceName> links) {
    Set<String> seen = new HashSet<>();
    return results.stream()
        .filter(result -> result.ifName().equals(POD_INTERFACE))
        .filter(result -> links.containsAll(result.hostInterfaces()))
        .filter(result -> seen.add(result.containerId()))
        .limit(MAX_PODS)
        .toList();
  }

  private void readOne(CniResult sandbox, int pid, List<PodNetworkView> into, ReadErrors errors) {
    Path net = proc.resolve(Integer.toString(pid)).resolve("net");
    try {
      List<IpAddress> addresses =
          new ArrayList<>(
              ProcNetTables.addresses(BoundedFiles.read(net.resolve("fib_trie"), MAX_BYTES)));
      List<PodNetworkView.Route> routes =
          new ArrayList<>(ProcNetTables.routes(BoundedFiles.read(net.resolve("route"), MAX_BYTES)));
      addresses.addAll(ProcNetTables.addresses6(inet6(net.resolve("if_inet6"))));
      routes.addAll(ProcNetTables.routes6(inet6(net.resolve("ipv6_route"))));
      into.add(new PodNetworkView(sandbox.containerId(), addresses, routes));
    } catch (NoSuchFileException e) {
      // The pod has ended.
    } catch (IOException e) {
      if (Files.exists(net)) {
        errors.add(ErrorSource.POD_VIEW, "process of a pod: " + BoundedFiles.reason(e));
      }
    }
  }

  /** A kernel without IPv6 has no such file. */
  private static String inet6(Path file) throws IOException {
    try {
      return BoundedFiles.read(file, MAX_BYTES);
    } catch (NoSuchFileException e) {
      return "";
    }
  }
}
