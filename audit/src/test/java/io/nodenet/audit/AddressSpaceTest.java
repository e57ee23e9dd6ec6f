package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much room is left for nodes. */
class AddressSpaceTest {

  private final ClusterIndex cluster = new ClusterIndex();

  @Test
  void shouldCountBlocksOfTheUsualSize() {
    // Given: four /24 of sixteen
    nodes("10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24", "10.0.15.0/24");

    // When, Then
    assertThat(space("10.0.0.0/20")).containsExactly(new AddressSpace("10.0.0.0/20", 16, 4));
  }

  @Test
  void shouldCountWhatStandsOnTwoNodesOnce() {
    nodes("10.0.0.0/24", "10.0.0.0/24", "10.0.1.0/24");

    assertThat(space("10.0.0.0/20")).containsExactly(new AddressSpace("10.0.0.0/20", 16, 2));
  }

  @Test
  void shouldWeighBlocksOfAnotherSize() {
    // Given: a /23 takes two places of /24, a /26 spoils one
    nodes("10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/23", "10.0.4.0/26");

    assertThat(space("10.0.0.0/20")).containsExactly(new AddressSpace("10.0.0.0/20", 16, 5));
  }

  @Test
  void shouldLeaveOutWhatLiesOutside() {
    nodes("10.0.0.0/24", "10.1.0.0/24");

    assertThat(space("10.0.0.0/20")).containsExactly(new AddressSpace("10.0.0.0/20", 16, 1));
  }

  @Test
  void shouldSayNothingWhereNobodyKnowsTheSizeOfABlock() {
    nodes("10.1.0.0/24");

    assertThat(space("10.0.0.0/20")).isEmpty();
    assertThat(space()).isEmpty();
  }

  @Test
  void shouldCountEachFamilyAndOverflowNothing() {
    nodes("10.0.0.0/24", "fd00:22::/64");

    assertThat(space("10.0.0.0/16", "fd00::/8"))
        .containsExactly(
            new AddressSpace("10.0.0.0/16", 256, 1),
            new AddressSpace("fd00::/8", Math.pow(2, 56), 1));
  }

  private void nodes(String... podCidrs) {
    for (int i = 0; i < podCidrs.length; i++) {
      cluster.putNode(Facts.node("n" + i, podCidrs[i], "192.168.0." + (i + 1)));
    }
  }

  private List<AddressSpace> space(String... clusterCidrs) {
    List<ClusterCidr> given =
        Stream.of(clusterCidrs).map(cidr -> new ClusterCidr(cidr, ClusterCidrSource.FLAG)).toList();
    return AddressSpace.of(
        cluster,
        new AuditSettings(
            given, AuditSettings.DEFAULT_STALE_AFTER, AuditSettings.Grace.OBSERVED, null));
  }
}
