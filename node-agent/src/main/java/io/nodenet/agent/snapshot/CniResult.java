package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What libcni remembers of one attachment.
 *
 * @param ifName name inside the pod; eth0 is the pod's own, others are secondary
 * @param netns path of the pod's network namespace
 * @param pod null when the arguments do not name one
 * @param hostInterfaces interfaces that the plugin left on the host: the bridge and the veth
 */
public record CniResult(
    String containerId,
    String ifName,
    @Nullable String netns,
    @Nullable Pod pod,
    List<InterfaceName> hostInterfaces,
    List<IpAddress> ips) {

  public CniResult {
    hostInterfaces = List.copyOf(hostInterfaces);
    ips = List.copyOf(ips);
  }

  /** As K8S_POD_NAMESPACE, K8S_POD_NAME and K8S_POD_UID say; the text is not validated. */
  public record Pod(String namespace, String name, @Nullable String uid) {}
}
