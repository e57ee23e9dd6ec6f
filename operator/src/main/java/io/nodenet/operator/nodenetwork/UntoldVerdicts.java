package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The last status that people were told of, for nodes on the way to another one.
 *
 * <p>A write whose answer is lost may still have reached the API server. The next verdict is then
 * equal to what is stored, and the difference between the two tells nobody anything: what counts is
 * the status before the first write that was not answered. It is kept in memory, and from the
 * attempt to the answer alone; an operator that ends in between takes it along, and its successor
 * begins with the status that is stored.
 *
 * <p>One node is dealt with by one thread at a time; any thread may forget it.
 */
final class UntoldVerdicts {

  private final ConcurrentMap<String, Told> byNode = new ConcurrentHashMap<>();

  /**
   * What was told last about one object.
   *
   * @param status absent: it had none
   */
  record Told(String uid, @Nullable NodeNetworkStatus status) {}

  /** A write is tried, from that status on, unless an earlier one is still without an answer. */
  void begin(NodeNetwork network, @Nullable NodeNetworkStatus before) {
    String uid = network.getMetadata().getUid();
    byNode.merge(
        network.getMetadata().getName(),
        new Told(uid, before),
        (old, fresh) -> old.uid().equals(uid) ? old : fresh);
  }

  /** The new status is stored: from which one it was reached, if that is still to be told. */
  Optional<Told> end(NodeNetwork network) {
    return Optional.ofNullable(byNode.remove(network.getMetadata().getName()))
        .filter(told -> told.uid().equals(network.getMetadata().getUid()));
  }

  /** There is nothing to tell of that node any more, or another replica does. */
  void forget(String node) {
    byNode.remove(node);
  }
}
