package io.nodenet.audit;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check that asks the same of each of several facts: its podCIDRs, its pods, its routes. Whoever
 * writes one says which facts break the rule and what is said of one of them.
 *
 * @param <F> the kind of fact
 */
interface EachCheck<F> extends Check {

  /** The facts that break the rule, in a fixed order. */
  Stream<F> offenders(AuditedNode node);

  /** What is said of one of them. */
  Candidate candidate(AuditedNode node, F offender);

  /** Why the question does not arise on this node, so that nothing is judged; absent: it does. */
  default @Nullable Gap obstacle(AuditedNode node) {
    return null;
  }

  /** Which facts could not be looked at while the others were; absent: all were. */
  default @Nullable Gap unseen(AuditedNode node) {
    return null;
  }

  @Override
  default Outcome judge(AuditedNode node) {
    Gap obstacle = obstacle(node);
    return obstacle == null
        ? Outcome.of(
            offenders(node).map(offender -> candidate(node, offender)).toList(), unseen(node))
        : Outcome.notMade(obstacle);
  }
}
