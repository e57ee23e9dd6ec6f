package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedNetns;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every network namespace of the CNI belongs to a sandbox: Info. One without a veth whose sandbox
 * the CNI result cache knows is that of a pod on another kind of network.
 */
final class NetnsLeakedCheck implements EachCheck<ObservedNetns> {

  @Override
  public CheckName name() {
    return CheckName.NETNS_LEAKED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofHost(Need.NETNS, Need.CNI_RESULTS);
  }

  @Override
  public Stream<ObservedNetns> offenders(AuditedNode node) {
    return Objects.requireNonNullElse(node.spec().netnsWithoutVeth(), List.<ObservedNetns>of())
        .stream()
        .filter(netns -> netns.sandbox() == null && netns.name() != null);
  }

  @Override
  public Candidate candidate(AuditedNode node, ObservedNetns netns) {
    Words words =
        new Words(
            "a pod sandbox",
            "none",
            "Network namespace "
                + netns.name()
                + " is left over: no pod sandbox uses it. It does no harm but takes memory.",
            "`ip netns pids "
                + ShellWord.of(netns.name())
                + "` must name no process; then `ip netns del "
                + ShellWord.of(netns.name())
                + "`. Usual cause: the container runtime was killed while it took a pod down.");
    return Candidate.of(CheckName.NETNS_LEAKED, netns.name(), words);
  }
}
