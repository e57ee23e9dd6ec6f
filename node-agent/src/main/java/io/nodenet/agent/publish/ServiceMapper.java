package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.HostService;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.api.v1alpha1.NetworkService;
import io.nodenet.api.v1alpha1.ObservedNetworkService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services of the host, and which devices of the pod network they say to manage. */
final class ServiceMapper {

  private static final int MAX_DEVICES = 32;

  private final List<LinkMessage> devices;

  ServiceMapper(NodeSnapshot snapshot, PodVeths pods) {
    List<LinkMessage> ours = new ArrayList<>();
    LinkMessage bridge = pods.bridge();
    for (LinkMessage link : snapshot.kernel().links()) {
      boolean isBridge = bridge != null && bridge.index() == link.index();
      if (isBridge || "vxlan".equals(link.info().kind())) {
        ours.add(link);
      }
    }
    // Behind the few that matter most.
    ours.addAll(pods.veths());
    this.devices = List.copyOf(ours);
  }

  /** Null stays null: no service is visible. */
  @Nullable List<ObservedNetworkService> map(@Nullable List<HostService> services) {
    return services == null ? null : services.stream().map(this::map).toList();
  }

  private ObservedNetworkService map(HostService service) {
    List<String> managed =
        devices.stream()
            .filter(link -> service.managed().contains(link.index()))
            .map(link -> link.name().text())
            .toList();
    return new ObservedNetworkService(
        switch (service.kind()) {
          case NETWORKD -> NetworkService.NETWORKD;
          case NETWORK_MANAGER -> NetworkService.NETWORK_MANAGER;
        },
        onlyTrue(service.managesForeignRoutes()),
        onlyTrue(service.managesForeignRules()),
        Clipping.counted(managed, MAX_DEVICES),
        Clipping.omitted(managed, MAX_DEVICES));
  }

  private static @Nullable Boolean onlyTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value) ? value : null;
  }
}
