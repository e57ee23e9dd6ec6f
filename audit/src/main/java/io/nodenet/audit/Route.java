package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ObservedNextHop;
import io.nodenet.api.v1alpha1.ObservedRoute;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route of table main whose destination could be read. */
record Route(IPAddress dst, Type type, long metric, List<Hop> hops, ObservedRoute observed) {

  private static final long IPV6_DEFAULT_METRIC = 1024;

  /** What the kernel does with a packet that the route matches. */
  enum Type {
    UNICAST,
    /** Blackhole, unreachable or prohibit. */
    REFUSING,
    /** Ends the look-up in this table without a result. */
    THROW
  }

  /**
   * One next hop.
   *
   * @param via absent: the destination is on the link
   */
  record Hop(@Nullable IPAddress via, @Nullable String dev, boolean dead) {}

  static Optional<Route> of(ObservedRoute observed) {
    return Addresses.parseBlock(observed.dst()).map(dst -> of(dst, observed));
  }

  private static Route of(IPAddress dst, ObservedRoute observed) {
    long standard = dst.isIPv4() ? 0 : IPV6_DEFAULT_METRIC;
    List<Hop> hops = observed.nextHops().stream().map(Route::hop).toList();
    return new Route(
        dst,
        type(observed.type()),
        Objects.requireNonNullElse(observed.metric(), standard),
        hops,
        observed);
  }

  private static Hop hop(ObservedNextHop observed) {
    return new Hop(
        Addresses.parseAddress(observed.via()).orElse(null),
        observed.dev(),
        Boolean.TRUE.equals(observed.dead()));
  }

  private static Type type(@Nullable String observed) {
    return switch (observed) {
      case null -> Type.UNICAST;
      case "blackhole", "unreachable", "prohibit" -> Type.REFUSING;
      case "throw" -> Type.THROW;
      default -> Type.UNICAST;
    };
  }

  /** Whether the kernel would use it: a unicast route needs a next hop that is alive. */
  boolean usable() {
    return type != Type.UNICAST || !liveHops().isEmpty();
  }

  /** Next hops that the kernel would use. */
  List<Hop> liveHops() {
    boolean allAlive = true;
    for (Hop hop : hops) {
      allAlive &= !hop.dead();
    }
    return allAlive ? hops : hops.stream().filter(hop -> !hop.dead()).toList();
  }

  boolean isGatewayRoute() {
    return type == Type.UNICAST && hops.stream().anyMatch(hop -> hop.via() != null);
  }

  /** The route as {@code ip route} shows it. */
  String describe() {
    return text(true);
  }

  /** The route as {@code ip route del} takes it: without the state of its next hops. */
  String selector() {
    return text(false);
  }

  private String text(boolean withState) {
    StringBuilder text = new StringBuilder();
    if (observed.type() != null && type != Type.UNICAST) {
      text.append(observed.type()).append(' ');
    }
    text.append(Addresses.isDefault(dst) ? "default" : dst.toCanonicalString());
    for (Hop hop : hops) {
      append(hop, hops.size() > 1, text);
      text.append(withState && hop.dead() ? " dead" : "");
    }
    if (observed.protocol() != null) {
      text.append(" proto ").append(ShellWord.of(observed.protocol()));
    }
    if (observed.metric() != null) {
      text.append(" metric ").append(observed.metric());
    }
    return text.toString();
  }

  private static void append(Hop hop, boolean multipath, StringBuilder text) {
    if (multipath) {
      text.append(" nexthop");
    }
    IPAddress via = hop.via();
    if (via != null) {
      text.append(" via ").append(via.toCanonicalString());
    }
    if (hop.dev() != null) {
      text.append(" dev ").append(ShellWord.of(hop.dev()));
    }
  }
}
