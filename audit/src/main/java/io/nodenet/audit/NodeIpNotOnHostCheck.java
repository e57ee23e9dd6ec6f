package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Of the InternalIPs of the Node at least one of each family is an address of this host: Error,
 * AddressingConsistent=False. A cloud may list more of them than the host has set up.
 */
final class NodeIpNotOnHostCheck implements EachCheck<List<IPAddress>> {

  @Override
  public CheckName name() {
    return CheckName.NODE_IP_NOT_ON_HOST;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofHost(Need.NODE, Need.INTERFACES, Need.ADDRESSES);
  }

  /** The InternalIPs of one family, none of which is there. */
  @Override
  public Stream<List<IPAddress>> offenders(AuditedNode node) {
    Set<IPAddress> here = node.devices().hostAddresses();
    return Stream.of(IPVersion.IPV4, IPVersion.IPV6)
        .map(family -> internalIps(node, family))
        .filter(addresses -> !addresses.isEmpty() && addresses.stream().noneMatch(here::contains));
  }

  private static List<IPAddress> internalIps(AuditedNode node, IPVersion family) {
    return node.facts().internalIps().stream()
        .map(Addresses::parseAddress)
        .flatMap(Optional::stream)
        .filter(address -> address.getIPVersion() == family)
        .toList();
  }

  @Override
  public Candidate candidate(AuditedNode node, List<IPAddress> addresses) {
    IPVersion family = addresses.getFirst().getIPVersion();
    List<IPAddress> here =
        node.devices().hostAddresses().stream()
            .filter(address -> address.getIPVersion() == family)
            .limit(8)
            .toList();
    String text = addresses.getFirst().toCanonicalString();
    Words words =
        new Words(
            text + " on an interface of the host",
            here.isEmpty() ? "no address of this family" : Addresses.list(here),
            "InternalIP "
                + text
                + " of this Node is on no interface of the host: its peers send what is meant for"
                + " the pods here to an address that does not answer, or to another machine.",
            "If the host has got another address, restart the kubelet (mend its --node-ip first, if"
                + " it is given) and then flanneld; if it has lost this one, put it back. Usual"
                + " causes: a new lease of DHCP, or a virtual address in --node-ip that has moved to"
                + " another machine.");
    return Candidate.of(CheckName.NODE_IP_NOT_ON_HOST, text, words);
  }
}
