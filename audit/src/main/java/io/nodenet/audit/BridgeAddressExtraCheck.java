package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bridge has no IPv4 address beside its gateway addresses, and no IPv6 one whose subnet
 * overlaps theirs: Error, BridgeConsistent=False.
 *
 * <p>The bridge plugin compares addresses in the order of the kernel and stops at the first that
 * fits: one that stands behind the right one does no harm yet, and is a Warning. Where the gateway
 * itself is lacking, BridgeAddressMismatch says all there is to say.
 */
final class BridgeAddressExtraCheck implements EachCheck<IPAddress> {

  @Override
  public CheckName name() {
    return CheckName.BRIDGE_ADDRESS_EXTRA;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofBridge(Need.ADDRESSES, Need.NODE_SUBNET);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return node.bridge().withoutGatewayAddress();
  }

  @Override
  public Stream<IPAddress> offenders(AuditedNode node) {
    List<IPAddress> gateways = node.bridge().gateways();
    return node.bridge().observed().stream()
        .flatMap(Bridge::addresses)
        .filter(address -> gateways.stream().noneMatch(gateway -> Bridge.isSame(gateway, address)))
        .filter(address -> present(node).anyMatch(gateway -> Bridge.isInTheWay(address, gateway)));
  }

  /** Gateway addresses that the bridge has. */
  private static Stream<IPAddress> present(AuditedNode node) {
    return node.bridge().observed().stream()
        .flatMap(bridge ->
            node.bridge().gateways().stream().filter(gateway -> Bridge.has(bridge, gateway)));
  }

  @Override
  public Candidate candidate(AuditedNode node, IPAddress extra) {
    ObservedBridge bridge = node.bridge().observed().orElseThrow();
    String gateways = Addresses.list(present(node).toList());
    String text = extra.toCanonicalString();
    boolean first = isBeforeTheGateway(node, bridge, extra);
    Words words =
        new Words(
            gateways + " alone",
            String.join(", ", bridge.addresses()),
            "Bridge "
                + bridge.name()
                + " has the address "
                + text
                + " beside its gateway "
                + gateways
                + (first
                    ? ": no new pod starts on this node."
                    : ": no new pod starts on this node once that address comes first."),
            "ip addr del "
                + text
                + " dev "
                + ShellWord.of(bridge.name())
                + " -- Give it to another interface if it is needed. Usual causes: the subnet of this"
                + " node changed while the bridge kept the old address, or an address was added by"
                + " hand.");
    Candidate candidate = Candidate.of(CheckName.BRIDGE_ADDRESS_EXTRA, text, words);
    return first ? candidate : candidate.as(Severity.WARNING);
  }

  private static boolean isBeforeTheGateway(
      AuditedNode node, ObservedBridge bridge, IPAddress extra) {
    List<IPAddress> order = Bridge.addresses(bridge).toList();
    return present(node)
        .filter(gateway -> Bridge.isInTheWay(extra, gateway))
        .flatMap(gateway -> order.stream().filter(address -> Bridge.isSame(gateway, address)))
        .anyMatch(right -> order.indexOf(extra) < order.indexOf(right));
  }
}
