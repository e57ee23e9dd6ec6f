package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.IpPrefix;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditions of a rule and of the rules that lead to it. */
final class FirewallConditions {

  private FirewallConditions() {}

  /** What both ask for; empty when they exclude each other, or when that cannot be told. */
  static Optional<FirewallView.Accept> join(FirewallView.Accept a, FirewallView.Accept b) {
    IpPrefix source = narrower(a.source(), b.source());
    IpPrefix destination = narrower(a.destination(), b.destination());
    String iif = either(a.iifname(), b.iifname());
    String oif = either(a.oifname(), b.oifname());
    boolean possible =
        isOf(source, a.source(), b.source())
            && isOf(destination, a.destination(), b.destination())
            && agree(a.iifname(), b.iifname())
            && agree(a.oifname(), b.oifname());
    return possible
        ? Optional.of(new FirewallView.Accept(source, destination, iif, oif))
        : Optional.empty();
  }

  private static @Nullable IpPrefix narrower(@Nullable IpPrefix a, @Nullable IpPrefix b) {
    return a == null || (b != null && a.contains(b)) ? b : a;
  }

  private static boolean isOf(
      @Nullable IpPrefix joined, @Nullable IpPrefix a, @Nullable IpPrefix b) {
    return joined == null
        || ((a == null || a.contains(joined)) && (b == null || b.contains(joined)));
  }

  private static @Nullable String either(@Nullable String a, @Nullable String b) {
    return a == null ? b : a;
  }

  private static boolean agree(@Nullable String a, @Nullable String b) {
    return a == null || b == null || a.equals(b);
  }
}
