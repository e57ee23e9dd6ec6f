package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Addresses of the live pods of a node, as the API server knows them. */
final class PodAddresses {

  private PodAddresses() {}

  /** A live pod and those of its addresses that were asked for. */
  record Chosen(PodFacts pod, List<IPAddress> addresses) {

    String text() {
      return Addresses.list(addresses);
    }
  }

  /** Live pods that have such addresses. */
  static Stream<Chosen> choose(AuditedNode node, BiPredicate<PodFacts, IPAddress> which) {
    return node.cluster().podsOn(node.name()).stream()
        .filter(PodFacts::live)
        .map(pod ->
            new Chosen(pod, parsed(pod).filter(address -> which.test(pod, address)).toList()))
        .filter(chosen -> !chosen.addresses().isEmpty());
  }

  static Stream<IPAddress> parsed(PodFacts pod) {
    return pod.ips().stream().map(Addresses::parseAddress).flatMap(Optional::stream);
  }

  /** Whether the address is one that the node may give out. */
  static boolean isOwn(AuditedNode node, IPAddress address) {
    return node.podCidrs().stream().anyMatch(own -> Addresses.contains(own, address));
  }
}
