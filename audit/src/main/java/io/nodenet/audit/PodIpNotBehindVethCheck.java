package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PodIpNotBehindVethCheck.Elsewhere;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The address of a live pod is behind the veth of that pod: Error, PodsAttached=False.
 *
 * <p>Compared is the address that the API names with what the CNI plugin gave to the sandbox, with
 * what the pod itself has (where that is read), and with the port of the bridge behind which it
 * answers (where a neighbour of that address is known). Families that one side does not have are
 * not compared.
 */
final class PodIpNotBehindVethCheck implements EachCheck<Elsewhere> {

  /** An address of a pod, its veth, and where or what it is instead. */
  record Elsewhere(PodFacts pod, IPAddress address, String veth, String instead) {}

  @Override
  public CheckName name() {
    return CheckName.POD_IP_NOT_BEHIND_VETH;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths(Need.PODS);
  }

  @Override
  public Stream<Elsewhere> offenders(AuditedNode node) {
    return node.attachments().judged().stream().flatMap(pod -> of(node, pod).stream());
  }

  private static Optional<Elsewhere> of(AuditedNode node, PodFacts pod) {
    return node.attachments().vethOf(pod).stream()
        .flatMap(veth ->
            PodAddresses.parsed(pod)
                .flatMap(address ->
                    Stream.of(
                            other(address, Attachments.addresses(veth).toList(), "CNI result "),
                            other(address, node.podViews().addresses(veth), "inside the pod "),
                            node.bridgeNeighbors()
                                .portOf(address)
                                .filter(port -> !port.equals(veth.name()))
                                .map(port -> "answers behind " + port))
                        .flatMap(Optional::stream)
                        .map(instead -> new Elsewhere(pod, address, veth.name(), instead))))
        .findFirst();
  }

  /** What there is of the family instead of the address; empty: it is there, or nothing is. */
  private static Optional<String> other(IPAddress address, List<IPAddress> there, String where) {
    List<IPAddress> family =
        there.stream().filter(other -> other.getIPVersion() == address.getIPVersion()).toList();
    return family.isEmpty() || family.contains(address)
        ? Optional.empty()
        : Optional.of(where + Addresses.list(family));
  }

  @Override
  public Candidate candidate(AuditedNode node, Elsewhere elsewhere) {
    String pod = elsewhere.pod().qualifiedName();
    String address = elsewhere.address().toCanonicalString();
    Words words =
        new Words(
            address + " behind " + elsewhere.veth(),
            elsewhere.instead(),
            "Address "
                + address
                + " of pod "
                + pod
                + " is not behind its veth "
                + elsewhere.veth()
                + " ("
                + elsewhere.instead()
                + "): what is sent to the pod is lost, or reaches another one.",
            "`kubectl -n "
                + elsewhere.pod().namespace()
                + " delete pod "
                + elsewhere.pod().name()
                + "`, so that it gets one address everywhere. Usual causes: the sandbox was made anew"
                + " and the kubelet did not notice, an old pod still answers with that address, or an"
                + " address was changed inside the pod.");
    return Candidate.of(CheckName.POD_IP_NOT_BEHIND_VETH, pod, words);
  }
}
