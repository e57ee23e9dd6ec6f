package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A healthy cluster stays healthy, however fast its pods come and go: the auditor never cries wolf.
 */
class PodChurnE2E {

  private static final LabCluster CLUSTER = LabCluster.get();
  private static final Duration CHURN = Duration.ofMinutes(3);
  private static final int MOST_PODS = 8;
  private static final long SEED = 42;

  @Test
  void shouldFindNothingDuringThreeMinutesOfPodChurn() {
    // Given
    CLUSTER.kubectl("apply", "-f", "src/test/resources/churn.yaml");
    Queue<String> alarms = new ConcurrentLinkedQueue<>();
    AtomicInteger verdicts = new AtomicInteger();
    Random random = new Random(SEED);

    // When
    try (var _ =
        CLUSTER
            .client()
            .resources(NodeNetwork.class)
            .inform(new VerdictListener(object -> record(object, alarms, verdicts)))) {
      Awaitility.await("churn")
          .pollInterval(Duration.ofSeconds(2))
          .during(CHURN)
          .atMost(CHURN.plusSeconds(30))
          .untilAsserted(() -> {
            scale(random.nextInt(MOST_PODS + 1));
            assertThat(alarms).isEmpty();
          });
    } finally {
      CLUSTER.kubectl("delete", "-f", "src/test/resources/churn.yaml");
    }

    // Then: the informer has seen the churn, and no alarm in it
    assertThat(verdicts.get()).isGreaterThan(CLUSTER.nodes().size());
    assertThat(alarms).isEmpty();
  }

  private static void scale(int replicas) {
    CLUSTER
        .client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName("churn")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":" + replicas + "}}");
  }

  private static void record(NodeNetwork object, Queue<String> alarms, AtomicInteger verdicts) {
    verdicts.incrementAndGet();
    String node = object.getMetadata().getName();
    object
        .getStatus()
        .findings()
        .forEach(finding -> alarms.add(Instant.now() + " " + node + ": " + finding));
    object.getStatus().conditions().stream()
        .filter(condition -> condition.type() == ConditionType.HEALTHY)
        .filter(condition -> condition.status() != ConditionStatus.TRUE)
        .map(Condition::toString)
        .forEach(condition -> alarms.add(Instant.now() + " " + node + ": " + condition));
  }
}
