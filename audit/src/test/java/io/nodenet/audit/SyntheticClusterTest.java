package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Blackhole;

/** The benchmark measures what it says: a healthy cluster, every node of it. */
class SyntheticClusterTest {

  @Test
  void shouldAuditAHealthyClusterOfAnySize() throws JsonProcessingException {
    // Given
    var benchmark = new FullAuditBenchmark();
    benchmark.nodes = 5;
    benchmark.podsPerNode = 3;

    // When: throws unless all is healthy
    benchmark.fill();
    benchmark.fullAudit(
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous."));

    // Then
    assertThat(new SyntheticCluster(5, 3).names()).hasSize(5).first().isEqualTo("node-0000");
  }
}
