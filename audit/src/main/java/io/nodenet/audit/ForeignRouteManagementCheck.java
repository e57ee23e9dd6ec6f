package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.ObservedNetworkService;
import io.nodenet.audit.Candidate.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * No network service of the host manages interfaces of the pod network, or removes routes or rules
 * that it did not make: otherwise Info. Nothing is broken yet; the next restart of that service may
 * take the routes to pods along.
 */
final class ForeignRouteManagementCheck implements EachCheck<ObservedNetworkService> {

  @Override
  public CheckName name() {
    return CheckName.FOREIGN_ROUTE_MANAGEMENT;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofHost();
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return node.evidence()
        .listed(EvidenceClass.NODE_FILES, Evidence.NETWORK_SERVICES, node.spec().networkServices());
  }

  @Override
  public Stream<ObservedNetworkService> offenders(AuditedNode node) {
    return Objects.requireNonNull(node.spec().networkServices()).stream()
        .filter(service -> service.name() != null && !habits(service).isEmpty());
  }

  private static List<String> habits(ObservedNetworkService service) {
    List<String> habits = new ArrayList<>();
    if (Boolean.TRUE.equals(service.managesForeignRoutes())) {
      habits.add("removes routes that it did not make");
    }
    if (Boolean.TRUE.equals(service.managesForeignRules())) {
      habits.add("removes policy rules that it did not make");
    }
    if (!service.devices().isEmpty()) {
      habits.add("manages " + String.join(", ", service.devices().stream().limit(8).toList()));
    }
    return habits;
  }

  @Override
  public Candidate candidate(AuditedNode node, ObservedNetworkService service) {
    String name = service.name().toString();
    String habits = String.join("; ", habits(service));
    boolean networkd = name.contains("networkd");
    Words words =
        new Words(
            "the pod network is left alone",
            habits,
            name
                + " on this host "
                + habits
                + ": when it restarts or a link changes, routes and addresses of the pod network may"
                + " go with it.",
            networkd
                ? "In /etc/systemd/networkd.conf, section Network: ManageForeignRoutes=no and"
                    + " ManageForeignRoutingPolicyRules=no; a .network file with Unmanaged=yes for"
                    + " cni* veth* flannel*; then restart systemd-networkd at a quiet time."
                : "In /etc/NetworkManager/conf.d, section keyfile:"
                    + " unmanaged-devices=interface-name:cni*;interface-name:veth*;interface-name:flannel*;"
                    + " then reload NetworkManager.");
    return Candidate.of(CheckName.FOREIGN_ROUTE_MANAGEMENT, name, words);
  }
}
