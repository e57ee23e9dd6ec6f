package io.nodenet.operator.nodenetwork;

import java.util.Set;

/**
 * Whose verdict a change may move.
 *
 * @param nodes the nodes that it is about, to be audited at once
 * @param peers whether every other node's contract names one of them, so that all are audited
 *     again, in slices
 */
record Touched(Set<String> nodes, boolean peers) {

  /** A change that no verdict depends on. */
  static final Touched NOBODY = new Touched(Set.of(), false);

  /** A change of what all audits go by. */
  static final Touched EVERYBODY = new Touched(Set.of(), true);

  /** Makes the set immutable. */
  Touched {
    nodes = Set.copyOf(nodes);
  }

  static Touched only(String node) {
    return new Touched(Set.of(node), false);
  }

  static Touched everybodyWith(String node) {
    return new Touched(Set.of(node), true);
  }

  boolean isNobody() {
    return nodes.isEmpty() && !peers;
  }
}
