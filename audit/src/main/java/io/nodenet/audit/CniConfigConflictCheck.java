package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.ObservedCni;
import io.nodenet.api.v1alpha1.ObservedCniConfig;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.CniConfigConflictCheck.Conflict;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where flannel runs and has its CNI configuration on the node, that one is the first by name, and
 * subnet.env, which it needs, is there: otherwise Critical, HostConfigured=False.
 *
 * <p>Several files of the same type are no conflict, and a node where another plugin uses flannel
 * for its routes only (Canal) has no configuration of type flannel at all.
 */
final class CniConfigConflictCheck implements EachCheck<Conflict> {

  private static final String FLANNEL = "flannel";

  /**
   * What is wrong with the configuration.
   *
   * @param beaten the file that should be first; absent: subnet.env is missing
   */
  record Conflict(ObservedCni cni, @Nullable String beaten) {}

  @Override
  public CheckName name() {
    return CheckName.CNI_CONFIG_CONFLICT;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.NOT_GONE, Need.NODE, Need.REPORT, Need.SETTLED);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    Gap unread = node.evidence().gap(EvidenceClass.NODE_FILES, Evidence.CNI_CONFIG);
    if (unread != null) {
      return unread;
    }
    return node.spec().cni() != null && node.facts().flannel() != null
        ? null
        : Gap.notApplicable("flannel does not run on this node, or there is no CNI configuration");
  }

  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    return node.evidence().gap(EvidenceClass.NODE_FILES, Evidence.SUBNET_ENV);
  }

  @Override
  public Stream<Conflict> offenders(AuditedNode node) {
    ObservedCni cni = node.spec().cni();
    if (cni == null || cni.type() == null) {
      return Stream.empty();
    }
    if (cni.type().equals(FLANNEL)) {
      return lacksSubnetEnv(node) ? Stream.of(new Conflict(cni, null)) : Stream.empty();
    }
    return cni.otherConfigs().stream()
        .filter(other -> FLANNEL.equals(other.type()) && other.file() != null)
        .map(ObservedCniConfig::file)
        .limit(1)
        .map(file -> new Conflict(cni, file));
  }

  private boolean lacksSubnetEnv(AuditedNode node) {
    return unseen(node) == null
        && node.spec().flannel() == null
        && node.spec().podCidrs().isEmpty()
        && !node.podCidrs().isEmpty()
        && !node.facts().leaving();
  }

  @Override
  public Candidate candidate(AuditedNode node, Conflict conflict) {
    String first = Objects.requireNonNullElse(conflict.cni().configFile(), "?");
    String beaten = conflict.beaten();
    return Candidate.of(
        CheckName.CNI_CONFIG_CONFLICT,
        first,
        beaten == null ? noSubnet() : second(conflict, beaten));
  }

  private static Words noSubnet() {
    return new Words(
        "/run/flannel/subnet.env",
        "no such file",
        "The CNI configuration is of type flannel, and /run/flannel/subnet.env, which it takes the"
            + " subnet of the pods from, is missing: no new pod gets a network here.",
        "Restart flanneld on this node: it writes the file when it has got its lease. Usual causes:"
            + " flanneld does not start (look at its log), or something cleaned /run.");
  }

  private static Words second(Conflict conflict, String beaten) {
    ObservedCni cni = conflict.cni();
    String first = Objects.requireNonNullElse(cni.configFile(), "?");
    return new Words(
        beaten + " first (type flannel)",
        first + " first (type " + cni.type() + ")",
        "The runtime takes the first CNI configuration by name, "
            + first
            + " of type "
            + cni.type()
            + ", while flannel runs here and has left "
            + beaten
            + ": new pods are not in flannel's network.",
        "Take "
            + ShellWord.of(first)
            + " out of the CNI configuration directory, restart the runtime, and start the pods of"
            + " this node anew. Usual cause: left behind by another pod network, or brought by the"
            + " package of a container engine (crio, podman).");
  }
}
