package io.nodenet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

class OperatorArgumentsTest {

  @Test
  void shouldHaveDefaultsThatNeedNothing() {
    // When
    OperatorConfig config = parse(Map.of());

    // Then
    assertThat(config.clusterCidrs()).isEmpty();
    assertThat(config.staleAfter()).isEqualTo(Duration.ofMinutes(11));
    assertThat(config.metricsAddress().getAddress().isLoopbackAddress()).isTrue();
    assertThat(config.metricsAddress().getPort()).isEqualTo(9465);
    assertThat(config.namespace()).isEqualTo("nodenet-system");
    assertThat(Objects.requireNonNull(config.leaderElection()).leaseName())
        .isEqualTo("nodenet-operator");
  }

  @Test
  void shouldTakeClusterCidrsRepeatedAndInLists() {
    // When
    OperatorConfig config =
        parse(
            Map.of(), "--cluster-cidr", "172.22.0.0/16,fd00:22::/56", "--cluster-cidr=10.0.0.0/8");

    // Then
    assertThat(config.clusterCidrs())
        .containsExactly(
            new ClusterCidr("172.22.0.0/16", ClusterCidrSource.FLAG),
            new ClusterCidr("fd00:22::/56", ClusterCidrSource.FLAG),
            new ClusterCidr("10.0.0.0/8", ClusterCidrSource.FLAG));
  }

  @Test
  void shouldLetAVariableStandInForAFlagAndTheFlagWin() {
    // Given
    var environment =
        Map.of(
            "NODENET_CLUSTER_CIDR", "172.22.0.0/16",
            "NODENET_METRICS_ADDRESS", "[::]:9000",
            "NODENET_LEADER_ELECTION", "false",
            "NODENET_STALE_AFTER_SECONDS", "100");

    // When
    OperatorConfig config = parse(environment, "--stale-after-seconds=200");

    // Then
    assertThat(config.clusterCidrs())
        .extracting(ClusterCidr::cidr)
        .containsExactly("172.22.0.0/16");
    assertThat(config.metricsAddress().getPort()).isEqualTo(9000);
    assertThat(config.leaderElection()).isNull();
    assertThat(config.staleAfter()).isEqualTo(Duration.ofSeconds(200));
  }

  @ParameterizedTest
  @CsvSource({"[10.90.0.2]:9465", "10.90.0.2:9465"})
  void shouldTakeAnAddressOfEitherFamilyInBrackets(String address) {
    // When
    OperatorConfig config = parse(Map.of("NODENET_METRICS_ADDRESS", address));

    // Then
    assertThat(config.metricsAddress().getAddress().getHostAddress()).isEqualTo("10.90.0.2");
  }

  @Test
  void shouldNotTakeOverTheLeaseOfItsPredecessorOfTheSameHost() {
    // When
    OperatorConfig one = parse(Map.of("HOSTNAME", "operator-0"));
    OperatorConfig two = parse(Map.of("HOSTNAME", "operator-0"));

    // Then
    String first = Objects.requireNonNull(one.leaderElection()).identity();
    assertThat(first).startsWith("operator-0_");
    assertThat(first).isNotEqualTo(Objects.requireNonNull(two.leaderElection()).identity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --cluster-cidr=10.1                    | --cluster-cidr: '10.1' is no CIDR such as 172.22.0.0/16
          --cluster-cidr=172.22.0.0              | --cluster-cidr: '172.22.0.0' is no CIDR such as 172.22.0.0/16
          --cluster-cidr=172.22.0.1/16           | --cluster-cidr: '172.22.0.1/16' has bits beyond its prefix, did you mean 172.22.0.0/16
          --cluster-cidr=172.22.0.0/33           | --cluster-cidr: '172.22.0.0/33' is no CIDR such as 172.22.0.0/16
          --stale-after-seconds=5                | --stale-after-seconds: must be from 60 to 86400, got 5
          --metrics-address=9465                 | --metrics-address: '9465' is no ADDRESS:PORT such as 127.0.0.1:9465 or [::]:9465
          --metrics-address=localhost:9465       | --metrics-address: 'localhost:9465' is no ADDRESS:PORT such as 127.0.0.1:9465 or [::]:9465
          --metrics-address=127.0.0.1:65536      | --metrics-address: '127.0.0.1:65536' is no ADDRESS:PORT such as 127.0.0.1:9465 or [::]:9465
          --namespace=No_Name                    | --namespace: 'No_Name' is no name in Kubernetes
          --leader-election-lease=-x             | --leader-election-lease: '-x' is no name in Kubernetes
          """)
  void shouldRefuseWhatCannotBeMeantInOneClearLine(String argument, String message) {
    // When
    assertThatThrownBy(() -> parse(Map.of(), argument))

        // Then
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"--stale-after-seconds=soon", "--leader-election=maybe", "--no-such-flag", "stray"})
  void shouldNameTheFlagThatItDoesNotUnderstand(String argument) {
    // When
    assertThatThrownBy(() -> parse(Map.of(), argument))

        // Then
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(argument.replaceAll("=.*", ""));
  }

  private static OperatorConfig parse(Map<String, String> environment, String... arguments) {
    return Objects.requireNonNull(OperatorArguments.parse(arguments, environment));
  }
}
