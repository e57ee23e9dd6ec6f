package io.nodenet.e2e;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.util.function.Consumer;

/**
 * Hands every verdict that is ever written to a consumer, also one that lasts for a moment only.
 */
record VerdictListener(Consumer<NodeNetwork> consumer)
    implements ResourceEventHandler<NodeNetwork> {

  @Override
  public void onAdd(NodeNetwork object) {
    hand(object);
  }

  @Override
  public void onUpdate(NodeNetwork before, NodeNetwork after) {
    hand(after);
  }

  @Override
  public void onDelete(NodeNetwork object, boolean finalStateUnknown) {
    // A deleted object carries no verdict.
  }

  private void hand(NodeNetwork object) {
    if (object.getStatus() != null) {
      consumer.accept(object);
    }
  }
}
