package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.audit.Candidate.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The bridge has the gateway address that the CNI configuration or FLANNEL_SUBNET gives, with its
 * prefix length: Critical, BridgeConsistent=False.
 *
 * <p>A bridge with isGateway=false has none. While no pods hang on it an address may still be
 * lacking, since the first pod brings it; a wrong one makes that first pod fail.
 */
final class BridgeAddressMismatchCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.BRIDGE_ADDRESS_MISMATCH;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofBridge(Need.ADDRESSES, Need.NODE_SUBNET);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    Bridge bridge = node.bridge();
    Gap unknown = bridge.withoutGatewayAddress();
    if (unknown != null) {
      return Outcome.notMade(unknown);
    }
    return Outcome.of(
        bridge.observed().map(observed -> candidates(node, observed)).orElse(List.of()));
  }

  private static List<Candidate> candidates(AuditedNode node, ObservedBridge observed) {
    Set<IPVersion> families = EnumSet.noneOf(IPVersion.class);
    node.bridge().gateways().forEach(gateway -> families.add(gateway.getIPVersion()));
    families.removeIf(family -> isRight(node, observed, family));
    List<IPAddress> missing =
        node.bridge().gateways().stream()
            .filter(gateway -> families.contains(gateway.getIPVersion()))
            .toList();
    return missing.isEmpty() ? List.of() : List.of(candidate(node, observed, missing));
  }

  /** Of several ranges of a family, only those in use have put their gateway on the bridge. */
  private static boolean isRight(AuditedNode node, ObservedBridge observed, IPVersion family) {
    boolean bare =
        Bridge.addresses(observed).noneMatch(address -> address.getIPVersion() == family);
    if (bare && !node.attachments().anyBridgePod()) {
      return true;
    }
    return node.bridge().gateways().stream()
        .filter(gateway -> gateway.getIPVersion() == family)
        .anyMatch(gateway -> Bridge.has(observed, gateway));
  }

  private static Candidate candidate(
      AuditedNode node, ObservedBridge observed, List<IPAddress> missing) {
    String expected = Addresses.list(missing);
    String found = String.join(", ", observed.addresses());
    Words words =
        new Words(
            expected,
            found.isEmpty() ? "no address" : found,
            "Bridge "
                + observed.name()
                + " lacks "
                + expected
                + ", the gateway of the pods on it: they lose their way out, and new pods fail to"
                + " start if another address is there.",
            advice(node, observed, missing));
    return Candidate.of(CheckName.BRIDGE_ADDRESS_MISMATCH, observed.name(), words);
  }

  private static String advice(AuditedNode node, ObservedBridge observed, List<IPAddress> missing) {
    boolean ours =
        node.podCidrs().isEmpty()
            || missing.stream()
                .allMatch(gateway -> PodAddresses.isOwn(node, Addresses.host(gateway)));
    return ours
        ? commands(observed, missing)
            + " -- The CNI plugin sets it when a pod starts and never checks it again. Usual causes:"
            + " an address was changed by hand or by a network service of the host, or the subnet of"
            + " this node changed while the bridge kept the old one."
        : "See to the subnet of this node first: what its CNI expects on the bridge is not of the"
            + " podCIDRs of its Node.";
  }

  private static String commands(ObservedBridge observed, List<IPAddress> missing) {
    List<String> commands = new ArrayList<>();
    String device = " dev " + ShellWord.of(observed.name());
    Bridge.addresses(observed)
        .filter(address -> missing.stream().anyMatch(right -> Bridge.isInTheWay(address, right)))
        .forEach(wrong -> commands.add("ip addr del " + wrong.toCanonicalString() + device));
    missing.forEach(right -> commands.add("ip addr add " + right.toCanonicalString() + device));
    return String.join("; ", commands);
  }
}
