package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ObservedPodNetwork;
import io.nodenet.api.v1alpha1.ObservedPodRoute;
import io.nodenet.api.v1alpha1.ObservedPodView;
import io.nodenet.api.v1alpha1.ObservedVeth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What pods see of their own network, by the veth of each; empty where that is not read. */
final class PodViews {

  private final @Nullable ObservedPodView view;
  private final Map<String, ObservedPodNetwork> bySandbox = new HashMap<>();

  PodViews(@Nullable ObservedPodView view) {
    this.view = view;
    if (view != null) {
      view.pods().stream()
          .filter(pod -> pod != null && pod.sandbox() != null)
          .forEach(pod -> bySandbox.put(pod.sandbox(), pod));
    }
  }

  /** Addresses inside the pod of a veth, where they differ from those of the CNI result. */
  List<IPAddress> addresses(ObservedVeth veth) {
    return of(veth).map(ObservedPodNetwork::addresses).stream()
        .flatMap(List::stream)
        .filter(Objects::nonNull)
        .map(Addresses::parseAddress)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Routes inside the pod of a veth; absent: not read. */
  Optional<List<ObservedPodRoute>> routes(ObservedVeth veth) {
    return of(veth)
        .map(pod -> {
          List<ObservedPodRoute> own = pod.routes();
          return own == null ? common() : own;
        });
  }

  /** Routes that most pods have. */
  List<ObservedPodRoute> common() {
    return view == null ? List.of() : view.routes();
  }

  private Optional<ObservedPodNetwork> of(ObservedVeth veth) {
    return Optional.ofNullable(veth.sandbox()).map(bySandbox::get);
  }
}
