package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedCni;
import io.nodenet.api.v1alpha1.ObservedFirewall;
import io.nodenet.api.v1alpha1.ObservedFlannel;
import io.nodenet.api.v1alpha1.ObservedMasquerade;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.MasqueradeMissingCheck.Fault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where flannel or the CNI configuration masquerades, a rule does so for each live pod: otherwise
 * Error, HostConfigured=False. Rules that the CNI plugin left behind for addresses that no live pod
 * has are a Warning.
 *
 * <p>Made where the agent reads the packet filter, which is off by default. A rule may be younger
 * or older than its pod for a while; grace covers that.
 */
final class MasqueradeMissingCheck implements EachCheck<Fault> {

  /** Chains of the CNI plugins, one per attachment. */
  private static final Pattern OF_ATTACHMENT = Pattern.compile("CNI-[0-9a-f]{24}");

  /**
   * Addresses of one family.
   *
   * @param dead whether rules are left for them; otherwise they lack one
   */
  record Fault(IPVersion family, boolean dead, List<IPAddress> addresses) {

    String subject() {
      return (dead ? "CNI-*" : "masquerade") + (family.isIPv6() ? "/inet6" : "");
    }
  }

  @Override
  public CheckName name() {
    return CheckName.MASQUERADE_MISSING;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodAddresses(Need.NODE, Need.POD_CIDR, Need.FIREWALL);
  }

  @Override
  public Stream<Fault> offenders(AuditedNode node) {
    List<IPAddress> live =
        PodAddresses.choose(node, (pod, address) -> PodAddresses.isOwn(node, address))
            .flatMap(chosen -> chosen.addresses().stream())
            .distinct()
            .sorted()
            .toList();
    return Objects.requireNonNull(node.spec().firewall()).stream()
        .flatMap(filter -> Stream.concat(uncovered(node, filter, live), left(node, filter, live)));
  }

  /** What is left out of the rules may cover any pod. */
  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    return isExpected(node)
        ? Objects.requireNonNull(node.spec().firewall()).stream()
            .flatMap(filter ->
                Stream.ofNullable(
                    node.evidence().complete(filter.masqueradesOmitted(), "masquerading rules")))
            .findFirst()
            .orElse(null)
        : null;
  }

  private static boolean isExpected(AuditedNode node) {
    ObservedFlannel flannel = node.spec().flannel();
    ObservedCni cni = node.spec().cni();
    return (flannel != null && Boolean.TRUE.equals(flannel.ipMasq()))
        || (cni != null && Boolean.TRUE.equals(cni.ipMasq()));
  }

  private static Stream<Fault> uncovered(
      AuditedNode node, ObservedFirewall filter, List<IPAddress> live) {
    if (!isExpected(node) || Objects.requireNonNullElse(filter.masqueradesOmitted(), 0) > 0) {
      return Stream.empty();
    }
    boolean all = filter.masquerades().stream().anyMatch(rule -> rule.source() == null);
    List<IPAddress> sources =
        filter.masquerades().stream().flatMap(rule -> source(rule).stream()).toList();
    return all
        ? Stream.empty()
        : fault(
            filter,
            false,
            live.stream()
                .filter(address ->
                    sources.stream().noneMatch(block -> Addresses.contains(block, address))));
  }

  private static Stream<Fault> left(
      AuditedNode node, ObservedFirewall filter, List<IPAddress> live) {
    return fault(
        filter,
        true,
        filter.masquerades().stream()
            .filter(rule -> rule.chain() != null && OF_ATTACHMENT.matcher(rule.chain()).matches())
            .flatMap(rule -> source(rule).stream())
            .filter(block -> Addresses.prefixLength(block) == block.getBitCount())
            .map(Addresses::host)
            .filter(address -> PodAddresses.isOwn(node, address) && !live.contains(address))
            .distinct()
            .sorted());
  }

  private static Optional<IPAddress> source(ObservedMasquerade rule) {
    return Addresses.parseBlock(rule.source());
  }

  private static Stream<Fault> fault(
      ObservedFirewall filter, boolean dead, Stream<IPAddress> addresses) {
    IPVersion family = "inet6".equals(filter.family()) ? IPVersion.IPV6 : IPVersion.IPV4;
    List<IPAddress> own = addresses.filter(address -> address.getIPVersion() == family).toList();
    return own.isEmpty() ? Stream.empty() : Stream.of(new Fault(family, dead, own));
  }

  @Override
  public Candidate candidate(AuditedNode node, Fault fault) {
    Candidate candidate =
        Candidate.of(
            CheckName.MASQUERADE_MISSING,
            fault.subject(),
            fault.dead() ? wordsOfDead(fault) : wordsOfMissing(fault));
    return fault.dead() ? candidate.as(Severity.WARNING) : candidate;
  }

  private static Words wordsOfMissing(Fault fault) {
    return new Words(
        "a rule that masquerades each pod",
        "none for " + Addresses.list(fault.addresses()),
        "No rule masquerades "
            + Addresses.list(fault.addresses())
            + ": what these pods send out of the cluster carries their own address, to which nobody"
            + " can answer.",
        "Restart flanneld on this node (flannel masquerades), or the pods (the CNI plugin"
            + " does, when it attaches them). Usual causes: the packet filter was flushed or"
            + " reloaded (firewalld, `iptables -F -t nat`, `nft flush ruleset`), or rules were"
            + " restored from a file.");
  }

  private static Words wordsOfDead(Fault fault) {
    return new Words(
        "no rule for an address that no live pod has",
        Addresses.list(fault.addresses()),
        "The CNI plugin left masquerading rules for "
            + Addresses.list(fault.addresses())
            + ", which no live pod has: whoever gets such an address next is treated by the rules"
            + " of another.",
        "iptables -t nat -S POSTROUTING | grep CNI- -- Delete the rule that jumps, then its chain"
            + " (-D, -F, -X). Usual causes: pods were removed while the CNI plugin could not run, or"
            + " the packet filter was restored from a file.");
  }
}
