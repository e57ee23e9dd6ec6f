package io.nodenet.operator.nodenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.operator.nodenetwork.UntoldVerdicts.Told;
import org.junit.jupiter.api.Test;

class UntoldVerdictsTest {

  private static final NodeNetworkStatus GOOD =
      Statuses.status(ConditionStatus.TRUE, ConditionStatus.TRUE);
  private static final NodeNetworkStatus BAD =
      Statuses.status(ConditionStatus.FALSE, ConditionStatus.TRUE);

  private final UntoldVerdicts untold = new UntoldVerdicts();

  @Test
  void shouldCountFromTheFirstWriteThatWasNotAnswered() {
    // Given
    untold.begin(network("u1"), GOOD);

    // When
    untold.begin(network("u1"), BAD);

    // Then
    assertThat(untold.end(network("u1"))).contains(new Told("u1", GOOD));
    assertThat(untold.end(network("u1"))).isEmpty();
  }

  @Test
  void shouldNotTellOfOneObjectWhatWasWrittenToItsPredecessor() {
    // Given
    untold.begin(network("u1"), GOOD);

    // Then
    assertThat(untold.end(network("u2"))).isEmpty();
  }

  @Test
  void shouldBeginAfreshWithAnotherObjectOfTheName() {
    // Given
    untold.begin(network("u1"), GOOD);

    // When
    untold.begin(network("u2"), null);

    // Then
    assertThat(untold.end(network("u2"))).contains(new Told("u2", null));
  }

  private static NodeNetwork network(String uid) {
    var network = new NodeNetwork();
    network.getMetadata().setName("n1");
    network.getMetadata().setUid(uid);
    return network;
  }
}
