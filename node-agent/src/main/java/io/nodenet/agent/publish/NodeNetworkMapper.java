package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.rtnetlink.RuleMessage;
import io.nodenet.agent.snapshot.CniConfig;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.ReadError;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedAgent;
import io.nodenet.api.v1alpha1.ObservedError;
import io.nodenet.api.v1alpha1.ObservedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the report out of a snapshot: deterministic, so that an unchanged node gives an equal
 * report, and always within the limits of the schema, whatever the snapshot holds. Pure; for any
 * thread.
 */
public final class NodeNetworkMapper {

  private static final int MAX_VETHS = 500;
  private static final int MAX_INTERFACES = 128;
  private static final int MAX_ROUTES = 2000;
  private static final int MAX_RULES = 128;
  private static final int MAX_ERRORS = 32;
  private static final int MAX_MESSAGE = 256;
  private static final int MAX_VERSION = 64;

  private final String version;

  /** For the agent of that version. */
  public NodeNetworkMapper(String version) {
    this.version = Clipping.line(version, MAX_VERSION);
  }

  /**
   * The report with both times at the epoch; {@link Report} sets them.
   *
   * @param events what happened before, up to the limits of the schema; null when nobody watched
   */
  public NodeNetworkSpec map(NodeSnapshot snapshot, @Nullable List<ObservedEvent> events) {
    Clipping clipping = new Clipping();
    LinkIndex index = new LinkIndex(snapshot.kernel());
    PodVeths pods = new PodVeths(snapshot);
    CniConfig config = snapshot.files().config();
    InterfaceMapper interfaces = new InterfaceMapper(index, clipping);
    VethMapper vethMapper = new VethMapper(index, pods, config, clipping);
    RouteMapper routeMapper = new RouteMapper(index, clipping);
    CniMapper cni = new CniMapper(snapshot.files(), clipping);
    KernelDetails details = snapshot.kernel().details();
    NeighborhoodMapper neighborhood = new NeighborhoodMapper(details.neighborhood(), index);
    ParametersMapper parameters = new ParametersMapper(details.parameters());
    IpamMapper ipam = new IpamMapper(snapshot, pods, clipping);
    LeftNamespaces left = new LeftNamespaces(snapshot);
    LinkMessage bridge = pods.bridge();
    List<LinkMessage> veths = pods.veths();
    List<LinkMessage> others = interfaces.others(snapshot.kernel(), pods);
    List<RouteMessage> routes = RouteMapper.published(snapshot.kernel().routes());
    List<RuleMessage> rules = RuleMapper.ordered(snapshot.kernel().rules());
    NodeNetworkSpec spec =
        new NodeNetworkSpec(
            new ObservedAgent(version, snapshot.bootId()),
            Instant.EPOCH,
            Instant.EPOCH,
            evidence(snapshot),
            cni.podCidrs(),
            cni.clusterCidrs(),
            bridge == null ? null : interfaces.bridge(bridge, snapshot.kernel()),
            Clipping.counted(veths, MAX_VETHS).stream().map(vethMapper::map).toList(),
            veths.size(),
            Clipping.omitted(veths, MAX_VETHS),
            Clipping.counted(others, MAX_INTERFACES).stream().map(interfaces::map).toList(),
            Clipping.omitted(others, MAX_INTERFACES),
            Clipping.counted(routes, MAX_ROUTES).stream().map(routeMapper::map).toList(),
            routes.size(),
            Clipping.omitted(routes, MAX_ROUTES),
            Clipping.counted(rules, MAX_RULES).stream().map(RuleMapper::map).toList(),
            Clipping.omitted(rules, MAX_RULES),
            neighborhood.neighbors(),
            neighborhood.neighborsOmitted(),
            neighborhood.forwarding(),
            neighborhood.forwardingOmitted(),
            parameters.sysctls(),
            parameters.sysctlsOmitted(),
            parameters.neighborTables(),
            events,
            config == null ? null : cni.cni(config),
            cni.flannel(),
            ipam.networks(),
            ipam.omitted(),
            left.list(),
            left.omitted(),
            new ServiceMapper(snapshot, pods).map(snapshot.files().details().services()),
            new PodViewMapper(pods, clipping).map(snapshot.overlays().podViews()),
            FirewallMapper.map(snapshot.overlays().firewall()),
            List.of());
    return Report.withErrors(spec, errors(snapshot.errors(), clipping.errors()));
  }

  private static List<EvidenceClass> evidence(NodeSnapshot snapshot) {
    // A directory that is there but cannot be read is still evidence that was asked for.
    boolean files =
        snapshot.files().present()
            || !snapshot.complete(ErrorSource.CNI_CONFIG)
            || !snapshot.complete(ErrorSource.CNI_RESULTS);
    List<EvidenceClass> classes = new ArrayList<>(List.of(EvidenceClass.KERNEL));
    if (files) {
      classes.add(EvidenceClass.NODE_FILES);
    }
    if (snapshot.overlays().podViews() != null) {
      classes.add(EvidenceClass.POD_VIEW);
    }
    if (snapshot.overlays().firewall() != null) {
      classes.add(EvidenceClass.FIREWALL);
    }
    return classes;
  }

  private static List<ObservedError> errors(List<ReadError> read, List<ReadError> clipped) {
    List<ReadError> all = new ArrayList<>(read);
    all.addAll(clipped);
    List<ObservedError> errors = new ArrayList<>();
    for (ReadError error : all.size() <= MAX_ERRORS ? all : all.subList(0, MAX_ERRORS - 1)) {
      errors.add(
          new ObservedError(
              error.source().toString(), Clipping.line(error.message(), MAX_MESSAGE)));
    }
    if (all.size() > MAX_ERRORS) {
      errors.add(
          new ObservedError(
              ErrorSource.REPORT.toString(), (all.size() - MAX_ERRORS + 1) + " more errors"));
    }
    return errors;
  }
}
