package io.nodenet.agent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.rtnetlink.IpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of one rule, for one address family (libnftables-json(5)). What is not known is a
 * condition that cannot be told, never one that is not there. For one rule.
 */
final class NftRuleDecoder {

  private static final int MAX_CONDITIONS = 64;
  private static final Set<String> HARMLESS =
      Set.of("counter", "log", "mangle", "notrack", "quota", "queue");
  private static final Set<String> MARKS = Set.of("mark", "connmark");

  private final Family family;
  private List<FirewallView.Accept> conditions = List.of(FirewallView.Accept.ALL);
  private @Nullable IpPrefix notTo;
  private boolean established;
  private boolean mark;
  private boolean other;
  private boolean never;
  private NftRule.Verdict verdict = NftRule.Verdict.CONTINUE;
  private @Nullable String target;

  private NftRuleDecoder(Family family) {
    this.family = family;
  }

  static NftRule decode(Family family, JsonNode expressions) {
    NftRuleDecoder decoder = new NftRuleDecoder(family);
    for (JsonNode expression : expressions) {
      expression.properties().forEach(e -> decoder.expression(e.getKey(), e.getValue()));
    }
    return new NftRule(
        decoder.conditions,
        decoder.notTo,
        new NftRule.Special(decoder.established, decoder.mark, decoder.other, decoder.never),
        decoder.verdict,
        decoder.target);
  }

  private void expression(String kind, JsonNode value) {
    switch (kind) {
      case "match" -> match(value.path("op").asText(), value.path("left"), value.path("right"));
      case "accept" -> verdict = NftRule.Verdict.ACCEPT;
      case "drop", "reject" -> verdict = NftRule.Verdict.DROP;
      case "return" -> verdict = NftRule.Verdict.RETURN;
      case "masquerade" -> verdict = NftRule.Verdict.MASQUERADE;
      case "jump", "goto" -> {
        verdict = NftRule.Verdict.JUMP;
        target = JsonFiles.text(value, "target");
      }
      case "vmap" -> {
        verdict = NftRule.Verdict.UNKNOWN;
        established |= isConnectionState(value.path("key"));
      }
      case "xt" -> extension(JsonFiles.text(value, "type"), JsonFiles.text(value, "name"));
      default -> other |= !HARMLESS.contains(kind);
    }
  }

  /** What iptables-nft makes of its own modules: nft prints the name and nothing of the rest. */
  private void extension(@Nullable String type, @Nullable String name) {
    if ("target".equals(type)) {
      if ("MASQUERADE".equals(name)) {
        verdict = NftRule.Verdict.MASQUERADE;
      } else if ("REJECT".equals(name)) {
        verdict = NftRule.Verdict.DROP;
      }
    } else if (name != null && MARKS.contains(name)) {
      mark = true;
    } else {
      other |= !"comment".equals(name);
    }
  }

  private void match(String op, JsonNode left, JsonNode right) {
    JsonNode payload = left.path("payload");
    JsonNode meta = left.path("meta");
    if (payload.isObject()) {
      address(payload.path("protocol").asText(), payload.path("field").asText(), op, right);
    } else if (meta.path("key").asText().endsWith("ifname") && op.equals("==")) {
      device(meta.path("key").asText(), right);
    } else if (meta.path("key").asText().equals("nfproto") && op.equals("==")) {
      never |= !right.asText().equals(family == Family.INET ? "ipv4" : "ipv6");
    } else if (isConnectionState(left)) {
      established |= !op.equals("!=") && !right.toString().contains("\"new\"");
      other |= op.equals("!=");
    } else if (left.toString().contains("\"key\":\"mark\"")) {
      mark = true;
    } else {
      other = true;
    }
  }

  private static boolean isConnectionState(JsonNode expression) {
    return expression.path("ct").path("key").asText().equals("state");
  }

  private void address(String protocol, String field, String op, JsonNode right) {
    if (!protocol.equals("ip") && !protocol.equals("ip6")) {
      other = true;
      return;
    }
    if (protocol.equals("ip") != (family == Family.INET)) {
      never = true;
      return;
    }
    List<IpPrefix> prefixes = new ArrayList<>();
    boolean known = true;
    for (JsonNode value : values(right)) {
      Optional<IpPrefix> prefix = prefix(value);
      prefix.ifPresent(prefixes::add);
      known &= prefix.isPresent();
    }
    boolean source = field.equals("saddr");
    if (!known || prefixes.isEmpty() || (!source && !field.equals("daddr"))) {
      other = true;
    } else if (op.equals("==")) {
      and(prefixes.stream().map(p -> condition(source, p)).toList());
    } else if (op.equals("!=") && !source && prefixes.size() == 1) {
      notTo = prefixes.getFirst();
    } else {
      other = true;
    }
  }

  private static FirewallView.Accept condition(boolean source, IpPrefix prefix) {
    return source
        ? new FirewallView.Accept(prefix, null, null, null)
        : new FirewallView.Accept(null, prefix, null, null);
  }

  private void device(String key, JsonNode right) {
    List<FirewallView.Accept> names = new ArrayList<>();
    for (JsonNode value : values(right)) {
      String name = value.asText();
      if (!value.isTextual() || name.startsWith("@")) {
        other = true;
      } else {
        names.add(
            key.equals("iifname")
                ? new FirewallView.Accept(null, null, name, null)
                : new FirewallView.Accept(null, null, null, name));
      }
    }
    and(names);
  }

  /** Each of what was asked for so far, with each of these. */
  private void and(List<FirewallView.Accept> more) {
    List<FirewallView.Accept> joined = new ArrayList<>();
    for (FirewallView.Accept one : conditions) {
      for (FirewallView.Accept two : more) {
        FirewallConditions.join(one, two).ifPresent(joined::add);
      }
    }
    if (joined.isEmpty() || joined.size() > MAX_CONDITIONS) {
      other = true;
    } else {
      conditions = joined;
    }
  }

  private static List<JsonNode> values(JsonNode right) {
    JsonNode set = right.path("set");
    List<JsonNode> values = new ArrayList<>();
    (set.isArray() ? set : List.of(right)).forEach(values::add);
    return values;
  }

  private static Optional<IpPrefix> prefix(JsonNode value) {
    JsonNode prefix = value.path("prefix");
    if (prefix.isObject()) {
      return IpPrefix.parse(prefix.path("addr").asText() + "/" + prefix.path("len").asText());
    }
    return value.isTextual()
        ? IpText.parse(value.textValue()).map(a -> new IpPrefix(a, a.bits()))
        : Optional.empty();
  }
}
