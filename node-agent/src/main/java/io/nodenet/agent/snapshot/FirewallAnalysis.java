package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows rules from the forward and postrouting hooks through the chains that they call. For one
 * ruleset.
 */
final class FirewallAnalysis {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_STEPS = 50_000;

  private final NftRuleset ruleset;
  private int steps;

  /** What is known on the way: what was asked for, and whether that is all. */
  private record Way(FirewallView.Accept asked, boolean certain, int depth) {}

  /** How it goes on behind a rule. */
  private enum Step {
    NEXT,
    /** With the next rule, for an unknown part of the packets. */
    UNSURE,
    /** Not at all in this chain. */
    LEFT,
    DROPPED
  }

  /** What a chain lets through. */
  private static final class Found {

    private final Set<FirewallView.Accept> accepts = new LinkedHashSet<>();
    private int omitted;
  }

  private FirewallAnalysis(NftRuleset ruleset) {
    this.ruleset = ruleset;
  }

  static FirewallView of(NftRuleset ruleset) {
    FirewallAnalysis analysis = new FirewallAnalysis(ruleset);
    List<FirewallView.Drop> drops = new ArrayList<>();
    for (NftRuleset.Chain chain : ruleset.at("forward")) {
      Found found = new Found();
      Way start = new Way(FirewallView.Accept.ALL, true, 0);
      boolean dropped = analysis.follow(chain, start, found) || chain.policyDrop();
      if (dropped) {
        drops.add(
            new FirewallView.Drop(
                chain.table(), chain.name(), List.copyOf(found.accepts), found.omitted));
      }
    }
    List<FirewallView.Masquerade> masquerades = new ArrayList<>();
    int omitted = 0;
    for (NftRuleset.Chain chain : ruleset.at("postrouting")) {
      Way start = new Way(FirewallView.Accept.ALL, true, 0);
      omitted += analysis.masquerades(chain, start, null, masquerades);
    }
    return new FirewallView(
        ruleset.family(),
        ruleset.hasRules(),
        drops,
        masquerades.stream().distinct().toList(),
        omitted);
  }

  /** True when everything that comes this far is dropped. */
  private boolean follow(NftRuleset.Chain chain, Way way, Found found) {
    boolean certain = way.certain();
    for (NftRule rule : ruleset.rules(chain)) {
      if (++steps > MAX_STEPS) {
        found.omitted++;
        return false;
      }
      // Packets of connections that are known already decide nothing about new ones.
      if (!rule.special().established()) {
        Step step = step(chain, rule, new Way(way.asked(), certain, way.depth()), found);
        if (step == Step.LEFT || step == Step.DROPPED) {
          return step == Step.DROPPED;
        }
        certain &= step == Step.NEXT;
      }
    }
    return false;
  }

  private Step step(NftRuleset.Chain chain, NftRule rule, Way way, Found found) {
    boolean plain = way.certain() && !rule.special().any() && rule.notTo() == null;
    boolean all = rule.unconditional();
    return switch (rule.verdict()) {
      case ACCEPT -> {
        accept(rule, way, plain, found);
        yield all ? Step.LEFT : Step.NEXT;
      }
      case UNKNOWN -> {
        found.omitted++;
        yield Step.NEXT;
      }
      case JUMP -> jump(chain, rule, way, plain, found) ? Step.DROPPED : Step.NEXT;
      case RETURN -> all ? Step.LEFT : Step.UNSURE;
      case DROP -> all ? dropped(way) : Step.NEXT;
      case MASQUERADE, CONTINUE -> Step.NEXT;
    };
  }

  private static Step dropped(Way way) {
    return way.asked().equals(FirewallView.Accept.ALL) && way.certain() ? Step.DROPPED : Step.LEFT;
  }

  private static void accept(NftRule rule, Way way, boolean plain, Found found) {
    for (FirewallView.Accept condition : rule.conditions()) {
      var joined = FirewallConditions.join(way.asked(), condition);
      if (plain && joined.isPresent()) {
        found.accepts.add(joined.get());
      } else {
        found.omitted++;
      }
    }
  }

  private boolean jump(NftRuleset.Chain from, NftRule rule, Way way, boolean plain, Found found) {
    NftRuleset.Chain called = ruleset.called(from, rule.target());
    if (called == null || way.depth() >= MAX_DEPTH) {
      found.omitted++;
      return false;
    }
    boolean dropped = false;
    for (FirewallView.Accept condition : rule.conditions()) {
      var joined = FirewallConditions.join(way.asked(), condition);
      if (joined.isPresent()) {
        Way further = new Way(joined.get(), plain, way.depth() + 1);
        dropped |= follow(called, further, found);
      } else {
        found.omitted++;
      }
    }
    return dropped && rule.unconditional();
  }

  /** How many were left out. What depends on a mark is about Services, not about pods as such. */
  private int masquerades(
      NftRuleset.Chain chain,
      Way way,
      @Nullable IpPrefix exempt,
      List<FirewallView.Masquerade> into) {
    int omitted = 0;
    boolean marked = !way.certain();
    IpPrefix spared = exempt;
    for (NftRule rule : ruleset.rules(chain)) {
      if (++steps > MAX_STEPS || way.depth() > MAX_DEPTH) {
        return omitted + 1;
      }
      FirewallView.Accept condition = rule.conditions().getFirst();
      var joined = FirewallConditions.join(way.asked(), condition);
      boolean unsure = marked || rule.special().mark();
      switch (rule.verdict()) {
        case MASQUERADE -> {
          IpPrefix source = joined.map(FirewallView.Accept::source).orElse(null);
          if (source != null || !(unsure || rule.special().other())) {
            IpPrefix notTo = spared == null ? rule.notTo() : spared;
            into.add(new FirewallView.Masquerade(chain.name(), source, notTo));
          } else if (!unsure) {
            omitted++;
          }
        }
        case JUMP -> {
          NftRuleset.Chain called = ruleset.called(chain, rule.target());
          if (called != null && joined.isPresent()) {
            Way further = new Way(joined.get(), !unsure, way.depth() + 1);
            omitted += masquerades(called, further, spared, into);
          }
        }
        case RETURN, ACCEPT -> {
          marked |= rule.special().mark();
          spared = condition.destination() == null ? spared : condition.destination();
        }
        default -> {
          // Not a verdict that matters here.
        }
      }
    }
    return omitted;
  }
}
