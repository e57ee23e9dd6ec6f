package io.nodenet.agent.snapshot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others write: whole, half, foreign, hostile and gone. */
class NodeFilesTest {

  private static final Pause NONE = () -> {};

  private static final String RESULT =
      """
      {"kind": "cniCacheV1", "containerId": "0123456789abcdef", "ifName": "eth0",
       "cniArgs": [["K8S_POD_NAMESPACE", "a"], ["K8S_POD_NAME", "b"]],
       "result": {"interfaces": [{"name": "cni0"}, {"name": "veth1"},
         {"name": "eth0", "sandbox": "/var/run/netns/cni-1"}],
         "ips": [{"address": "172.22.0.2/24"}, {"address": "fd00::2"}, {"address": "10.1"}]}}
      """;

  private final ReadErrors errors = new ReadErrors();

  private @Nullable List<CniResult> results(Path directory, Pause pause) {
    return CniResultCache.read(directory, pause, errors);
  }

  private List<String> messages() {
    return errors.toList().stream().map(e -> e.source() + ": " + e.message()).toList();
  }

  @Test
  void shouldReadAResult(@TempDir Path directory) throws Exception {
    // Given
    Files.writeString(directory.resolve("cbr0-x-eth0"), RESULT);
    Files.writeString(directory.resolve("cni-loopback-x-lo"), "not looked at");

    // When
    List<CniResult> results = results(directory, NONE);

    // Then
    assertThat(messages()).isEmpty();
    assertThat(results)
        .containsExactly(
            new CniResult(
                "0123456789abcdef",
                "eth0",
                "/var/run/netns/cni-1",
                new CniResult.Pod("a", "b", null),
                List.of(InterfaceName.of("cni0"), InterfaceName.of("veth1")),
                List.of(
                    IpText.parse("172.22.0.2").orElseThrow(),
                    IpText.parse("fd00::2").orElseThrow())));
  }

  @Test
  void shouldFindNoErrorInADirectoryThatIsNotThere(@TempDir Path directory) {
    assertThat(results(directory.resolve("absent"), NONE)).isNull();
    assertThat(messages()).isEmpty();
  }

  @Test
  void shouldLookAgainAtAFileThatIsBeingWritten(@TempDir Path directory) throws Exception {
    // Given half a file, which is whole a moment later
    Path file = directory.resolve("cbr0-x-eth0");
    Files.writeString(file, RESULT.substring(0, 60));

    // When
    List<CniResult> results = results(directory, () -> write(file, RESULT));

    // Then
    assertThat(results).hasSize(1);
    assertThat(messages()).isEmpty();
  }

  @Test
  void shouldTakeAFileThatVanishesForNoError(@TempDir Path directory) throws Exception {
    // Given half a file, which is gone a moment later
    Path file = directory.resolve("cbr0-x-eth0");
    Files.writeString(file, RESULT.substring(0, 60));

    // When
    List<CniResult> results =
        results(
            directory,
            () -> {
              try {
                Files.delete(file);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    // Then
    assertThat(results).isEmpty();
    assertThat(messages()).isEmpty();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldBoundFilesInSizeDepthAndKind(@TempDir Path directory) throws Exception {
    // Given
    Files.writeString(directory.resolve("a-big"), "{\"a\":\"" + "x".repeat(300_000) + "\"}");
    Files.writeString(directory.resolve("b-deep"), "[".repeat(10_000));
    Files.createDirectory(directory.resolve("c-directory"));
    Files.writeString(directory.resolve("d-good"), RESULT);

    // When
    List<CniResult> results = results(directory, NONE);

    // Then
    assertThat(results).hasSize(1);
    assertThat(messages())
        .containsExactly(
            "cni-results: a-big: longer than 262144 bytes",
            "cni-results: b-deep: not valid JSON",
            "cni-results: c-directory: not a regular file");
  }

  @Test
  void shouldNotLetAThousandBadFilesCrowdOutTheRest(@TempDir Path directory) throws Exception {
    // Given
    for (int i = 0; i < 1000; i++) {
      Files.writeString(directory.resolve(String.format(java.util.Locale.ROOT, "f%04d", i)), "");
    }

    // When
    List<CniResult> results = results(directory, NONE);

    // Then
    assertThat(results).isEmpty();
    assertThat(messages()).hasSize(4).last().isEqualTo("cni-results: and 997 more");
  }

  @Test
  void shouldSurviveResultsOfTheWrongShape(@TempDir Path directory) throws Exception {
    // Given
    Files.writeString(
        directory.resolve("x"),
        """
        {"kind": "cniCacheV1", "containerId": "c", "ifName": "eth0", "cniArgs": {"a": 1},
         "result": {"interfaces": "none", "ips": [1, null, {"address": 5}]}}
        """);

    // When
    List<CniResult> results = results(directory, NONE);

    // Then
    assertThat(requireNonNull(results).getFirst().pod()).isNull();
    assertThat(results.getFirst().ips()).isEmpty();
  }

  @Test
  void shouldTakeTheFirstConfigurationByNameAndNameTheOthers(@TempDir Path directory)
      throws Exception {
    // Given
    Files.writeString(directory.resolve("20-other.conf"), "no JSON");
    Files.writeString(directory.resolve("readme.txt"), "no configuration");
    Files.writeString(
        directory.resolve("10-bridge.conflist"),
        """
        {"name": "net", "plugins": [{"type": "bridge", "bridge": "cbr0", "isGateway": true, "mtu": 1400,
          "vlan": 100, "ipMasq": true, "ipam": {"type": "host-local",
            "ranges": [[{"subnet": "172.22.1.7/24", "gateway": "172.22.1.1"}],
                       [{"subnet": "fd00:1::/64"}]],
            "routes": [{"dst": "0.0.0.0/0"}, {"dst": "172.22.0.0/16"}]}}, {"type": "portmap"}]}
        """);

    // When
    CniConfig config = requireNonNull(CniConfigDirectory.read(directory, NONE, errors).config());

    // Then
    assertThat(messages()).isEmpty();
    assertThat(config.file()).isEqualTo("10-bridge.conflist");
    assertThat(config.network()).isEqualTo("net");
    assertThat(config.others()).containsExactly(new CniConfig.Other("20-other.conf", null));
    assertThat(config.bridge())
        .isEqualTo(new CniConfig.Bridge("cbr0", true, 1400, false, true, 100));
    assertThat(config.ipam().subnets()).hasToString("[172.22.1.0/24, fd00:1::/64]");
    assertThat(config.ipam().gateway()).hasToString("172.22.1.1");
    assertThat(config.ipam().routes()).hasToString("[172.22.0.0/16]");
  }

  @Test
  void shouldLookAgainAtAConfigurationThatIsBeingWritten(@TempDir Path directory) throws Exception {
    // Given half a configuration, which is whole a moment later
    Path file = directory.resolve("10-bridge.conf");
    Files.writeString(file, "{\"type\": \"bri");

    // When
    CniConfigDirectory.Found found =
        CniConfigDirectory.read(directory, () -> write(file, "{\"type\": \"bridge\"}"), errors);

    // Then
    assertThat(requireNonNull(found.config()).type()).isEqualTo("bridge");
    assertThat(messages()).isEmpty();
  }

  @Test
  void shouldFollowMultusToItsDelegateByNameAndByPath(@TempDir Path directory) throws Exception {
    // Given
    Path multus = directory.resolve("00-multus.conf");
    Files.writeString(
        directory.resolve("10-calico.conflist"),
        "{\"name\": \"k8s\", \"plugins\": [{\"type\": \"calico\"}]}");
    Files.writeString(
        directory.resolve("20-flannel.conflist"),
        "{\"name\": \"cbr0\", \"plugins\": [{\"type\": \"flannel\", \"delegate\": {}}]}");

    // When / Then
    Files.writeString(multus, "{\"type\": \"multus\", \"delegates\": [{\"type\": \"bridge\"}]}");
    assertThat(type(directory)).isEqualTo("bridge");
    Files.writeString(multus, "{\"type\": \"multus\", \"clusterNetwork\": \"cbr0\"}");
    assertThat(type(directory)).isEqualTo("flannel");
    Files.writeString(
        multus,
        "{\"type\": \"multus\", \"clusterNetwork\": \"/host/etc/cni/net.d/20-flannel.conflist\"}");
    assertThat(type(directory)).isEqualTo("flannel");
    Files.writeString(multus, "{\"type\": \"multus-shim\"}");
    assertThat(type(directory)).isEqualTo("calico");
  }

  private @Nullable String type(Path directory) {
    return requireNonNull(CniConfigDirectory.read(directory, NONE, errors).config()).type();
  }

  @Test
  void shouldFillInWhatTheFlannelPluginAssumes(@TempDir Path directory) throws Exception {
    // Given
    Files.writeString(
        directory.resolve("10-flannel.conflist"),
        "{\"plugins\": [{\"type\": \"flannel\", \"delegate\": {\"hairpinMode\": true}}]}");

    // When
    CniConfig config = requireNonNull(CniConfigDirectory.read(directory, NONE, errors).config());

    // Then
    assertThat(config.bridge())
        .isEqualTo(new CniConfig.Bridge("cni0", true, null, true, false, null));
  }

  @Test
  void shouldReadSubnetEnvOfTwoFamilies(@TempDir Path directory) throws Exception {
    // Given
    Path file = directory.resolve("subnet.env");
    Files.writeString(
        file,
        """
        FLANNEL_NETWORK=172.22.0.0/16
        FLANNEL_SUBNET=172.22.1.1/24
        FLANNEL_IPV6_NETWORK=fd00:22::/56
        FLANNEL_IPV6_SUBNET=fd00:22:0:1::1/64
        FLANNEL_MTU=1450
        """);

    // When
    SubnetEnv env = requireNonNull(SubnetEnv.read(file, errors));

    // Then
    assertThat(env.subnets()).hasToString("[172.22.1.0/24, fd00:22:0:1::/64]");
    assertThat(env.networks()).hasToString("[172.22.0.0/16, fd00:22::/56]");
    assertThat(messages()).isEmpty();
  }

  @Test
  void shouldNameWhatIsWrongWithSubnetEnv(@TempDir Path directory) throws Exception {
    // Given
    Path file = directory.resolve("subnet.env");
    Files.writeString(file, "FLANNEL_NETWORK=all of it\n=\n\u0000\n");

    // When
    SubnetEnv env = SubnetEnv.read(file, errors);

    // Then
    assertThat(requireNonNull(env).subnets()).isEmpty();
    assertThat(messages())
        .containsExactly(
            "subnet-env: FLANNEL_NETWORK is not a CIDR", "subnet-env: no FLANNEL_SUBNET in it");
    assertThat(SubnetEnv.read(directory.resolve("absent"), new ReadErrors())).isNull();
  }

  @Test
  void shouldFindPathsBelowTheRoot() {
    NodePaths paths = NodePaths.below(Path.of("/host"));
    assertThat(paths.resolve(Path.of("/etc/cni/net.d"))).hasToString("/host/etc/cni/net.d");
    assertThat(paths.resolve(Path.of("etc"))).hasToString("/host/etc");
    assertThat(paths.watched()).contains(Path.of("/host/run/flannel"));
  }
}
