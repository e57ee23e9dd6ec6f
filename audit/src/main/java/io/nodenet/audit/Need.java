package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionReason;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.ObservedCni;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a check may need. The order is that of asking: what explains most comes first. */
enum Need {
  /** The Node is not gone; Nodes may be unknown. */
  NOT_GONE(Need::notGone),
  /** The Node is known. */
  NODE(node ->
      node.cluster().nodesKnown() ? null : Gap.notApplicable("needs Nodes, which are not known")),
  /** Some Node of the cluster has a podCIDR. */
  ALLOCATION(Need::allocation),
  /** Some Node of the cluster has a podCIDR, and this one has too. */
  POD_CIDR(Need::podCidr),
  /** There is a report, and it can be taken for the present. */
  REPORT(Need::report),
  /** The first CNI configuration is of a kind that can be judged. */
  SUPPORTED(node -> node.support().gap()),
  /** The node has not booted a moment ago. */
  SETTLED(Need::settled),
  /** Earlier states of Nodes and reports are remembered. */
  HISTORY(node ->
      node.cluster().remembers()
          ? null
          : Gap.notApplicable("needs earlier states, which only a running operator remembers")),
  /** Pods are known. */
  PODS(node ->
      node.cluster().podsKnown() ? null : Gap.notApplicable("needs Pods, which are not known")),
  /** A cluster CIDR is known. */
  CLUSTER_CIDR(Need::clusterCidr),
  /** Links could be read. */
  LINKS(node -> node.evidence().gap(EvidenceClass.KERNEL, Evidence.LINKS)),
  /** All veths are in the report. */
  VETHS(node -> node.evidence().veths()),
  /** All interfaces are in the report, with all of their addresses. */
  INTERFACES(node -> node.evidence().interfaces()),
  /** Addresses could be read. */
  ADDRESSES(node -> node.evidence().gap(EvidenceClass.KERNEL, Evidence.ADDRESSES)),
  /** Routes of at least one family of the node could be read. */
  ROUTES(Need::routes),
  /** The CNI result cache could be read. */
  CNI_RESULTS(node -> node.evidence().gap(EvidenceClass.NODE_FILES, Evidence.CNI_RESULTS)),
  /** Kernel parameters could be read. */
  SYSCTLS(node ->
      node.evidence().listed(EvidenceClass.KERNEL, Evidence.SYSCTLS, node.spec().sysctls())),
  /** How full the neighbour tables are could be read. */
  NEIGHBOR_TABLES(node ->
      node.evidence().listed(EvidenceClass.KERNEL, Evidence.SYSCTLS, node.spec().neighborTables())),
  /** Changes of links, addresses and routes could be read. */
  EVENTS(
      node -> node.evidence().listed(EvidenceClass.KERNEL, Evidence.EVENTS, node.spec().events())),
  /** Network namespaces of the CNI could be read. */
  NETNS(node ->
      node.evidence()
          .listed(EvidenceClass.NODE_FILES, Evidence.NETNS, node.spec().netnsWithoutVeth())),
  /** Reservations of host-local could be read. */
  IPAM(node -> node.evidence().listed(EvidenceClass.NODE_FILES, Evidence.IPAM, node.spec().ipam())),
  /** What pods see could be read. */
  POD_VIEW(node ->
      node.evidence().listed(EvidenceClass.POD_VIEW, Evidence.POD_VIEW, node.spec().podView())),
  /** What the packet filter does could be read. */
  FIREWALL(node ->
      node.evidence().listed(EvidenceClass.FIREWALL, Evidence.FIREWALL, node.spec().firewall())),
  /** What the node takes its subnet from could be read. */
  NODE_SUBNET(Need::nodeSubnet);

  /** What every check of the podCIDRs of the node needs. */
  static Set<Need> ofPodCidrs(Need... more) {
    return with(EnumSet.of(NOT_GONE, NODE, POD_CIDR), more);
  }

  /** What every check of the addresses of live pods needs. */
  static Set<Need> ofPodAddresses(Need... more) {
    return with(ofHost(PODS), more);
  }

  /** What every check of what a report says of the host needs. */
  static Set<Need> ofHost(Need... more) {
    return with(EnumSet.of(NOT_GONE, REPORT, SUPPORTED, SETTLED), more);
  }

  /** What every check of the bridge and of the pods on it needs. */
  static Set<Need> ofBridge(Need... more) {
    return with(ofHost(LINKS), more);
  }

  /** What every check of the veths of pods needs. */
  static Set<Need> ofVeths(Need... more) {
    return with(ofBridge(VETHS, CNI_RESULTS), more);
  }

  /** What every check of routes needs. */
  static Set<Need> ofRoutes(Need... more) {
    return with(ofBridge(NODE, POD_CIDR, ROUTES), more);
  }

  private static Set<Need> with(Set<Need> needs, Need... more) {
    needs.addAll(List.of(more));
    return needs;
  }

  @SuppressWarnings("ImmutableEnumChecker") // references to static methods without state
  private final Function<AuditedNode, @Nullable Gap> question;

  Need(Function<AuditedNode, @Nullable Gap> question) {
    this.question = question;
  }

  /** The first of the needs that is not met; absent: all are. */
  static @Nullable Gap unmet(Set<Need> needs, AuditedNode node) {
    for (Need need : values()) {
      Gap gap = needs.contains(need) ? need.question.apply(node) : null;
      if (gap != null) {
        return gap;
      }
    }
    return null;
  }

  private static @Nullable Gap notGone(AuditedNode node) {
    return node.cluster().nodesKnown() && node.cluster().node(node.name()) == null
        ? Gap.notApplicable("there is no Node of that name")
        : null;
  }

  private static @Nullable Gap allocation(AuditedNode node) {
    return node.cluster().allocatesPodCidrs()
        ? null
        : Gap.notApplicable("no Node of the cluster has a podCIDR");
  }

  private static @Nullable Gap podCidr(AuditedNode node) {
    Gap none = allocation(node);
    if (none != null) {
      return none;
    }
    return node.podCidrs().isEmpty() ? Gap.notApplicable("the Node has no podCIDR") : null;
  }

  private static @Nullable Gap report(AuditedNode node) {
    CheckName problem = node.freshness().problem();
    return problem == null ? null : Gap.unknown(problem, node.freshness().text());
  }

  private static @Nullable Gap settled(AuditedNode node) {
    return node.freshness().settling()
        ? Gap.unknown(
            ConditionReason.SETTLING,
            "the node has booted less than "
                + Freshness.BOOT_GRACE.toSeconds()
                + " s ago; its network is still being built")
        : null;
  }

  private static @Nullable Gap clusterCidr(AuditedNode node) {
    if (!node.clusterCidrs().isEmpty()) {
      return null;
    }
    String why =
        node.input().settings().contradictory()
            ? "what is configured as the cluster CIDR is contradictory"
            : "no cluster CIDR is given, and no majority of the reports names one";
    return Gap.notApplicable(why + ": give it with --cluster-cidr");
  }

  private static @Nullable Gap nodeSubnet(AuditedNode node) {
    ObservedCni cni = node.spec().cni();
    return cni != null && "flannel".equals(cni.type())
        ? node.evidence().gap(EvidenceClass.NODE_FILES, Evidence.SUBNET_ENV)
        : null;
  }

  private static @Nullable Gap routes(AuditedNode node) {
    boolean any =
        node.families().stream().anyMatch(family -> node.evidence().routes(family) == null);
    return any ? null : node.unreadFamily();
  }
}
