package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.Reservations.Reserved;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * host-local keeps no address for a sandbox that does not exist: Warning. A sandbox exists if a
 * veth is its own; an address that a pod of this node has is not leaked, whoever it is kept for.
 */
final class IpamLeakedCheck implements EachCheck<Reserved> {

  @Override
  public CheckName name() {
    return CheckName.IPAM_LEAKED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths(Need.PODS, Need.IPAM);
  }

  @Override
  public Stream<Reserved> offenders(AuditedNode node) {
    Set<String> sandboxes =
        node.spec().veths().stream()
            .map(ObservedVeth::sandbox)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Set<IPAddress> used =
        node.cluster().podsOn(node.name()).stream()
            .flatMap(PodAddresses::parsed)
            .collect(Collectors.toSet());
    return node.reservations()
        .unmatched()
        .filter(reserved -> !sandboxes.contains(reserved.reservation().sandbox()))
        .filter(reserved -> !used.contains(reserved.address()));
  }

  @Override
  public Candidate candidate(AuditedNode node, Reserved reserved) {
    String address = reserved.address().toCanonicalString();
    String sandbox = Objects.requireNonNullElse(reserved.reservation().sandbox(), "none");
    Words words =
        new Words(
            "no reservation",
            "reserved for sandbox " + sandbox,
            "host-local keeps "
                + address
                + " for a sandbox that does not exist: no pod can get it, until none is left.",
            "Make sure that `crictl pods --no-trunc | grep "
                + sandbox
                + "` finds nothing; then delete the file of that address below /var/lib/cni/networks."
                + " Usual causes: the machine lost power or the runtime was killed while pods went"
                + " down.");
    return Candidate.of(CheckName.IPAM_LEAKED, address, words);
  }
}
