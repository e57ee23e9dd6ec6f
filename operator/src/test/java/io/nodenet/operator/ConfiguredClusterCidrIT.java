package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs.Location;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cluster CIDR out of the cluster's own ConfigMaps, under the shipped roles. */
@Tag("apiserver")
class ConfiguredClusterCidrIT {

  private static final TestNode A = new TestNode("configured-a", 1);
  private static final TestNode B = new TestNode("configured-b", 2);
  private static final Location KUBEADM = new Location("kube-system", "kubeadm-config");
  private static final Location PROXY = new Location("kube-system", "kube-proxy");
  private static final Location FLANNEL = new Location("kube-flannel", "kube-flannel-cfg");
  private static final Location OLD_FLANNEL = new Location("kube-system", "kube-flannel-cfg");

  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
    cluster.register(A);
    cluster.register(B);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  static Stream<Arguments> places() {
    return Stream.of(
        Arguments.of(KUBEADM, ClusterCidrSource.KUBEADM_CONFIG),
        Arguments.of(PROXY, ClusterCidrSource.KUBE_PROXY),
        Arguments.of(FLANNEL, ClusterCidrSource.KUBE_FLANNEL),
        Arguments.of(OLD_FLANNEL, ClusterCidrSource.KUBE_FLANNEL));
  }

  @ParameterizedTest
  @MethodSource("places")
  void shouldReadEachPlaceWithTheShippedRoles(Location place, ClusterCidrSource source) {
    // Given
    configure(place, "10.244.0.0/16");

    // When
    try (var operator = RunningOperator.start("configured", new TestClock())) {

      // Then: the first verdict knows it
      eventually()
          .untilAsserted(() ->
              assertThat(status(A).clusterCidrs())
                  .containsExactly(new ClusterCidr("10.244.0.0/16", source)));
      assertThat(operator.halts()).isZero();
    }
  }

  @Test
  void shouldAuditEverybodyAgainWhenItChanges() {
    try (var operator = RunningOperator.start("configured", new TestClock())) {
      // Given
      cluster.firstReport(A, TestReport.of(A, B).route("10.99.7.0/24", "192.168.50.254"));
      cluster.firstReport(B, TestReport.of(B, A));
      eventually()
          .untilAsserted(() -> {
            assertThat(cluster.network(A)).isAboutTheLatestReport().hasNoFindings();
            assertThat(cluster.network(B)).isAboutTheLatestReport().hasNoFindings();
          });
      assertThat(status(A).clusterCidrs()).isEmpty();

      // When
      configure(KUBEADM, "10.244.0.0/16");

      // Then
      eventually()
          .untilAsserted(() ->
              assertThat(List.of(status(A), status(B)))
                  .allSatisfy(status -> assertThat(status.clusterCidrs()).hasSize(1)));

      // And when they contradict each other
      configure(PROXY, "10.245.0.0/16");

      // Then
      eventually()
          .untilAsserted(() ->
              assertThat(List.of(status(A), status(B)))
                  .allSatisfy(status -> {
                    assertThat(status.clusterCidrs()).isEmpty();
                    assertThat(status.notEvaluated())
                        .filteredOn(gap -> gap.check().equals("PodCidrOutsideClusterCidr"))
                        .extracting(NotEvaluatedCheck::reason)
                        .singleElement()
                        .asString()
                        .contains("contradictory");
                  }));
      assertThat(operator.halts()).isZero();
    }
  }

  @Test
  void shouldGoOnWithoutTheRolesAndTakeThemUpWhenTheyCome() {
    // Given
    ShippedRole.removeClusterCidrRoles(cluster.admin());
    configure(KUBEADM, "10.244.0.0/16");
    try (var operator = RunningOperator.start("configured", new TestClock())) {
      cluster.firstReport(A, TestReport.of(A, B));
      cluster.firstReport(B, TestReport.of(B, A));
      eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
      assertThat(status(A).clusterCidrs()).isEmpty();
      assertThat(operator.halts()).isZero();

      // When
      ShippedRole.install(cluster.admin());

      // Then
      eventually().untilAsserted(() -> assertThat(status(A).clusterCidrs()).hasSize(1));
    }
  }

  @Test
  void shouldReadNothingElse() {
    // Given
    cluster.configure(new Location("kube-system", "other"), "key", "value");
    try (var client = ShippedRole.client()) {
      // Then
      for (Location allowed : ConfiguredClusterCidrs.locations()) {
        assertThat(
                client.configMaps().inNamespace(allowed.namespace()).withName(allowed.name()).get())
            .isNull();
      }
      for (Location refused :
          List.of(
              new Location("kube-system", "other"),
              new Location("default", "kubeadm-config"),
              new Location("kube-flannel", "kube-proxy"))) {
        assertThatThrownBy(() ->
                client.configMaps().inNamespace(refused.namespace()).withName(refused.name()).get())
            .isInstanceOf(KubernetesClientException.class)
            .hasMessageContaining("forbidden");
      }
      assertThatThrownBy(() -> client.configMaps().inNamespace("kube-system").list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("forbidden");
    } finally {
      cluster.unconfigure(new Location("kube-system", "other"));
    }
  }

  private void configure(Location place, String cidr) {
    switch (place.name()) {
      case "kubeadm-config" ->
          cluster.configure(
              place, "ClusterConfiguration", "networking:\n  podSubnet: " + cidr + "\n");
      case "kube-proxy" ->
          cluster.configure(place, "config.conf", "clusterCIDR: " + cidr + "\nmode: nftables\n");
      default -> cluster.configure(place, "net-conf.json", "{\"Network\": \"" + cidr + "\"}");
    }
  }

  private NodeNetworkStatus status(TestNode node) {
    NodeNetwork network = cluster.network(node);
    assertThat(network).isNotNull();
    NodeNetworkStatus status = Objects.requireNonNull(network).getStatus();
    assertThat(status).as("status of %s", node.name()).isNotNull();
    return Objects.requireNonNull(status);
  }
}
