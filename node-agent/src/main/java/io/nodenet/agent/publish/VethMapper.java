package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Clipping.onlyFalse;
import static io.nodenet.agent.publish.Clipping.onlyTrue;
import static io.nodenet.agent.publish.Clipping.unless;

import io.nodenet.agent.rtnetlink.LinkInfo;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.CniConfig;
import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.api.v1alpha1.PodReference;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host ends of pods' veth pairs; values that readers assume are left out. */
final class VethMapper {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern POD_NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
  private static final int USUAL_PEER = 2;
  private static final List<String> PORT_STATES =
      List.of("disabled", "listening", "learning", "forwarding", "blocking");
  private static final int MAX_POD_IPS = 8;

  private final LinkIndex index;
  private final PodVeths pods;
  private final boolean hairpinAsked;
  private final Clipping clipping;

  VethMapper(LinkIndex index, PodVeths pods, @Nullable CniConfig config, Clipping clipping) {
    this.index = index;
    this.pods = pods;
    this.hairpinAsked = config != null && config.bridge().hairpinMode();
    this.clipping = clipping;
  }

  ObservedVeth map(LinkMessage veth) {
    CniResult result = pods.result(veth);
    LinkMessage bridge = pods.bridge();
    return new ObservedVeth(
        veth.name().text(),
        veth.index(),
        unless(USUAL_PEER, positive(veth.peerIndex())),
        veth.netnsId() != null && veth.netnsId() >= 0 ? veth.netnsId() : null,
        master(veth, bridge),
        onlyFalse(veth.up()),
        unless("UP", veth.operStateName()),
        unless(bridge == null ? null : InterfaceMapper.mtu(bridge), InterfaceMapper.mtu(veth)),
        unless("forwarding", portState(veth.info().port())),
        hairpin(veth.info().port()),
        isolated(veth.info().port()),
        pvid(veth, bridge),
        result == null ? null : pod(veth, result),
        result == null ? null : Sandbox.of(result.containerId()),
        result == null ? List.of() : podIps(veth, result));
  }

  private static @Nullable Integer positive(@Nullable Integer value) {
    return value == null || value <= 0 ? null : value;
  }

  /** Absent means the bridge of the report; empty means none. */
  private @Nullable String master(LinkMessage veth, @Nullable LinkMessage bridge) {
    Integer master = positive(veth.master());
    if (master == null) {
      return "";
    }
    if (bridge != null && bridge.index() == master) {
      return null;
    }
    String name = index.name(master);
    return name == null ? "?" : name;
  }

  private static @Nullable String portState(LinkInfo.@Nullable BridgePort port) {
    Integer state = port == null ? null : port.state();
    return state == null || state >= PORT_STATES.size() ? null : PORT_STATES.get(state);
  }

  private @Nullable Boolean hairpin(LinkInfo.@Nullable BridgePort port) {
    return port == null ? null : unless(hairpinAsked, port.hairpin());
  }

  private static @Nullable Boolean isolated(LinkInfo.@Nullable BridgePort port) {
    return port == null ? null : onlyTrue(port.isolated());
  }

  /** Only on a bridge that filters; absent means that of the bridge. */
  private @Nullable Integer pvid(LinkMessage veth, @Nullable LinkMessage bridge) {
    if (bridge == null || !bridge.info().vlanFiltering()) {
      return null;
    }
    Integer usual = index.pvid(bridge);
    return unless(usual == null ? InterfaceMapper.USUAL_PVID : usual, index.pvid(veth));
  }

  private @Nullable PodReference pod(LinkMessage veth, CniResult result) {
    CniResult.Pod pod = result.pod();
    if (pod == null) {
      return null;
    }
    if (!NAMESPACE.matcher(pod.namespace()).matches() || !POD_NAME.matcher(pod.name()).matches()) {
      clipping.note(
          ErrorSource.CNI_RESULTS, "the result for " + veth.name() + " names an impossible pod");
      return null;
    }
    String uid = pod.uid();
    return new PodReference(
        pod.namespace(), pod.name(), uid == null ? null : Clipping.line(uid, 64));
  }

  private List<String> podIps(LinkMessage veth, CniResult result) {
    List<String> ips =
        result.ips().stream().filter(ip -> !ip.isIpv4Mapped()).map(Object::toString).toList();
    return clipping.noted("podIPs of " + veth.name(), ips, MAX_POD_IPS);
  }
}
