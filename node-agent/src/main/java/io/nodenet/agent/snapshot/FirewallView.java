package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the packet filter of one family does to pods' traffic; derived, no rules.
 *
 * @param hasRules whether there is any
 * @param drops chains at the forward hook that drop what they do not accept
 * @param masqueradesOmitted masquerading rules whose conditions cannot be told
 */
public record FirewallView(
    Family family,
    boolean hasRules,
    List<Drop> drops,
    List<Masquerade> masquerades,
    int masqueradesOmitted) {

  public FirewallView {
    drops = List.copyOf(drops);
    masquerades = List.copyOf(masquerades);
  }

  /**
   * A chain that drops.
   *
   * @param omitted rules that accept under conditions that cannot be told
   */
  public record Drop(String table, String chain, List<Accept> accepts, int omitted) {

    public Drop {
      accepts = List.copyOf(accepts);
    }
  }

  /** New connections that pass; null stands for any. */
  public record Accept(
      @Nullable IpPrefix source,
      @Nullable IpPrefix destination,
      @Nullable String iifname,
      @Nullable String oifname) {

    static final Accept ALL = new Accept(null, null, null, null);
  }

  /**
   * A masquerading rule.
   *
   * @param notTo destination that is left alone; null for none
   */
  public record Masquerade(String chain, @Nullable IpPrefix source, @Nullable IpPrefix notTo) {}
}
