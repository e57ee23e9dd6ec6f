package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.snapshot.FirewallView;
import io.nodenet.api.v1alpha1.FirewallBackend;
import io.nodenet.api.v1alpha1.ObservedFirewall;
import io.nodenet.api.v1alpha1.ObservedForwardAccept;
import io.nodenet.api.v1alpha1.ObservedForwardChain;
import io.nodenet.api.v1alpha1.ObservedMasquerade;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the packet filter does, within the limits of the schema. */
final class FirewallMapper {

  private static final int MAX_DROPS = 16;
  private static final int MAX_ACCEPTS = 64;
  private static final int MAX_MASQUERADES = 512;
  private static final int MAX_TABLE = 64;
  private static final int MAX_CHAIN = 128;

  private FirewallMapper() {}

  /** Null stays null. */
  static @Nullable List<ObservedFirewall> map(@Nullable List<FirewallView> views) {
    return views == null ? null : views.stream().map(FirewallMapper::map).toList();
  }

  private static ObservedFirewall map(FirewallView view) {
    int cut = Math.max(0, view.masquerades().size() - MAX_MASQUERADES);
    return new ObservedFirewall(
        view.family() == Family.INET ? "inet" : "inet6",
        view.hasRules() ? List.of(FirewallBackend.NFTABLES) : List.of(),
        Clipping.counted(view.drops(), MAX_DROPS).stream().map(FirewallMapper::drop).toList(),
        Clipping.omitted(view.drops(), MAX_DROPS),
        Clipping.counted(view.masquerades(), MAX_MASQUERADES).stream()
            .map(FirewallMapper::masquerade)
            .toList(),
        positive(view.masqueradesOmitted() + cut));
  }

  private static ObservedForwardChain drop(FirewallView.Drop drop) {
    int cut = Math.max(0, drop.accepts().size() - MAX_ACCEPTS);
    return new ObservedForwardChain(
        name(drop.table(), MAX_TABLE),
        name(drop.chain(), MAX_CHAIN),
        Clipping.counted(drop.accepts(), MAX_ACCEPTS).stream().map(FirewallMapper::accept).toList(),
        positive(drop.omitted() + cut));
  }

  private static ObservedForwardAccept accept(FirewallView.Accept accept) {
    return new ObservedForwardAccept(
        text(accept.source()),
        text(accept.destination()),
        Clipping.word(accept.iifname(), MAX_TABLE),
        Clipping.word(accept.oifname(), MAX_TABLE));
  }

  private static ObservedMasquerade masquerade(FirewallView.Masquerade masquerade) {
    return new ObservedMasquerade(
        name(masquerade.chain(), MAX_CHAIN), text(masquerade.source()), text(masquerade.notTo()));
  }

  private static String name(String text, int max) {
    String word = Clipping.word(text, max);
    return word == null ? "?" : word;
  }

  private static @Nullable String text(@Nullable IpPrefix prefix) {
    return prefix == null ? null : prefix.network().toString();
  }

  private static @Nullable Integer positive(int value) {
    return value == 0 ? null : value;
  }
}
