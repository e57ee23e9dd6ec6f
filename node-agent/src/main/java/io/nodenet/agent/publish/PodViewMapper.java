package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.PodNetworkView;
import io.nodenet.api.v1alpha1.ObservedPodNetwork;
import io.nodenet.api.v1alpha1.ObservedPodRoute;
import io.nodenet.api.v1alpha1.ObservedPodView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pods see, with the routes that most of them have written once. */
final class PodViewMapper {

  private static final int MAX_PODS = 500;
  private static final int MAX_ROUTES = 32;
  private static final int MAX_ADDRESSES = 16;
  private static final long USUAL_METRIC_INET6 = 1024;
  private static final int BITS_INET = 32;

  private final PodVeths pods;
  private final Clipping clipping;

  PodViewMapper(PodVeths pods, Clipping clipping) {
    this.pods = pods;
    this.clipping = clipping;
  }

  /** Null stays null. */
  @Nullable ObservedPodView map(@Nullable List<PodNetworkView> views) {
    if (views == null) {
      return null;
    }
    Map<String, PodNetworkView> byId = new HashMap<>();
    views.forEach(view -> byId.put(view.containerId(), view));
    Map<CniResult, PodNetworkView> ordered = new LinkedHashMap<>();
    for (LinkMessage veth : pods.veths()) {
      CniResult result = pods.result(veth);
      PodNetworkView view = result == null ? null : byId.get(result.containerId());
      if (result != null && view != null && Sandbox.of(result.containerId()) != null) {
        ordered.put(result, view);
      }
    }
    List<ObservedPodNetwork> networks = new ArrayList<>();
    List<ObservedPodRoute> usual = usual(ordered);
    ordered.forEach((result, view) -> networks.add(network(result, view, usual)));
    return new ObservedPodView(
        usual, Clipping.counted(networks, MAX_PODS), Clipping.omitted(networks, MAX_PODS));
  }

  /** Of lists that equally many pods have the first, so that a report stays as it is. */
  private List<ObservedPodRoute> usual(Map<CniResult, PodNetworkView> views) {
    Map<List<ObservedPodRoute>, Integer> counts = new LinkedHashMap<>();
    views.values().forEach(view -> counts.merge(routes(view), 1, Integer::sum));
    List<ObservedPodRoute> usual = List.of();
    int most = 0;
    for (Map.Entry<List<ObservedPodRoute>, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        usual = entry.getKey();
        most = entry.getValue();
      }
    }
    return usual;
  }

  private ObservedPodNetwork network(
      CniResult result, PodNetworkView view, List<ObservedPodRoute> usual) {
    List<ObservedPodRoute> routes = routes(view);
    boolean cut = view.routes().size() > MAX_ROUTES || view.addresses().size() > MAX_ADDRESSES;
    if (cut) {
      clipping.noted("routes of a pod", view.routes(), MAX_ROUTES);
      clipping.noted("addresses of a pod", view.addresses(), MAX_ADDRESSES);
    }
    boolean asPublished = new HashSet<>(view.addresses()).equals(new HashSet<>(result.ips()));
    List<String> addresses =
        Clipping.counted(view.addresses(), MAX_ADDRESSES).stream()
            .filter(address -> !address.isIpv4Mapped())
            .map(IpAddress::toString)
            .toList();
    return new ObservedPodNetwork(
        String.valueOf(Sandbox.of(result.containerId())),
        asPublished ? null : addresses,
        routes.equals(usual) ? null : routes);
  }

  private static List<ObservedPodRoute> routes(PodNetworkView view) {
    return Clipping.counted(view.routes(), MAX_ROUTES).stream().map(PodViewMapper::route).toList();
  }

  private static ObservedPodRoute route(PodNetworkView.Route route) {
    boolean inet = route.dst().address().bits() == BITS_INET;
    IpAddress via = route.via();
    return new ObservedPodRoute(
        route.dst().toString(),
        via == null || via.isIpv4Mapped() ? null : via.toString(),
        Clipping.unless("eth0", Clipping.word(route.dev().text(), 64)),
        Clipping.unless(inet ? 0L : USUAL_METRIC_INET6, route.metric()),
        route.reject() ? Boolean.TRUE : null);
  }
}
