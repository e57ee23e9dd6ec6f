package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of nf_tables, as far as it matters.
 *
 * @param conditions what the rule asks for; several when it names a set, of which any may hold
 * @param notTo destination that must not be that of the packet
 * @param special which conditions it has that are not in those
 * @param target chain of a jump
 */
record NftRule(
    List<FirewallView.Accept> conditions,
    @Nullable IpPrefix notTo,
    Special special,
    Verdict verdict,
    @Nullable String target) {

  NftRule {
    conditions = List.copyOf(conditions);
  }

  /** What happens to a packet. */
  enum Verdict {
    ACCEPT,
    DROP,
    RETURN,
    JUMP,
    MASQUERADE,
    /** It depends: a verdict map. */
    UNKNOWN,
    /** Nothing that matters here: the next rule follows. */
    CONTINUE
  }

  /**
   * Further conditions.
   *
   * @param established only packets of connections that are known already
   * @param mark depends on marks of the packet or connection
   * @param other anything else
   * @param never of another address family
   */
  record Special(boolean established, boolean mark, boolean other, boolean never) {

    boolean any() {
      return mark || other;
    }
  }

  /** Whether every packet gets its verdict. */
  boolean unconditional() {
    return conditions.equals(List.of(FirewallView.Accept.ALL))
        && notTo == null
        && !special.any()
        && !special.established();
  }
}
