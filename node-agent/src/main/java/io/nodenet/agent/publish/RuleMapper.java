package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Clipping.onlyTrue;

import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.rtnetlink.RuleMessage;
import io.nodenet.api.v1alpha1.ObservedRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policy rules, by family and priority; those of equal priority stay in the kernel's order. */
final class RuleMapper {

  /** FR_ACT_* of {@code <linux/fib_rules.h>}. */
  private static final Map<Integer, String> ACTIONS =
      Map.of(2, "goto", 3, "nop", 6, "blackhole", 7, "unreachable", 8, "prohibit");

  private static final long WHOLE_MARK = 0xffff_ffffL;

  private RuleMapper() {}

  static List<RuleMessage> ordered(List<RuleMessage> rules) {
    return rules.stream()
        .sorted(Comparator.comparing(RuleMessage::family).thenComparingLong(RuleMessage::priority))
        .toList();
  }

  static ObservedRule map(RuleMessage rule) {
    RuleMessage.Selector selector = rule.selector();
    return new ObservedRule(
        rule.priority(),
        rule.family() == Family.INET ? null : "inet6",
        text(selector.src()),
        text(selector.dst()),
        text(selector.iif()),
        text(selector.oif()),
        mark(selector),
        onlyTrue(rule.invert()),
        rule.table() == 0 ? null : rule.table(),
        rule.action() == RuleMessage.FR_ACT_TO_TBL
            ? null
            : ACTIONS.getOrDefault(rule.action(), Integer.toString(rule.action())));
  }

  private static @Nullable String mark(RuleMessage.Selector selector) {
    Long mark = selector.fwmark();
    Long mask = selector.fwmask();
    if (mark == null) {
      return null;
    }
    String text = "0x" + Long.toHexString(mark);
    return mask == null || mask == WHOLE_MARK ? text : text + "/0x" + Long.toHexString(mask);
  }

  private static @Nullable String text(@Nullable IpPrefix prefix) {
    return prefix == null || prefix.address().isIpv4Mapped() ? null : prefix.toString();
  }

  private static @Nullable String text(@Nullable InterfaceName name) {
    return name == null || name.text().isEmpty() ? null : name.text();
  }
}
