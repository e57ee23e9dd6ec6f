package io.nodenet.audit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfiguredClusterCidrsTest {

  private static final ConfigMap KUBEADM = kubeadm("172.22.0.0/16,fd00:22::/48");

  @Test
  void shouldReadKubeadm() {
    assertThat(ConfiguredClusterCidrs.of(List.of(KUBEADM)).cidrs())
        .containsExactly(
            new ClusterCidr("172.22.0.0/16", ClusterCidrSource.KUBEADM_CONFIG),
            new ClusterCidr("fd00:22::/48", ClusterCidrSource.KUBEADM_CONFIG));
  }

  @Test
  void shouldReadKubeProxy() {
    assertThat(ConfiguredClusterCidrs.of(List.of(proxy("172.22.0.0/16"))).cidrs())
        .containsExactly(new ClusterCidr("172.22.0.0/16", ClusterCidrSource.KUBE_PROXY));
  }

  @Test
  void shouldReadFlannelFamilyByFamily() {
    String both =
        """
        {"Network": "172.22.0.0/16", "EnableIPv6": true, "IPv6Network": "fd00:22::/48"}
        """;
    String six =
        """
        {"EnableIPv4": false, "Network": "172.22.0.0/16", "EnableIPv6": true, "IPv6Network": "fd00:22::/48"}
        """;
    String four =
        """
        {"Network": "172.22.0.0/16", "IPv6Network": "fd00:22::/48", "Backend": {"Type": "vxlan"}}
        """;

    assertThat(flannelCidrs(both)).containsExactly("172.22.0.0/16", "fd00:22::/48");
    assertThat(flannelCidrs(six)).containsExactly("fd00:22::/48");
    assertThat(flannelCidrs(four)).containsExactly("172.22.0.0/16");
  }

  @Test
  void shouldNameTheStrongestOfThoseThatAgree() {
    ConfiguredClusterCidrs found =
        ConfiguredClusterCidrs.of(List.of(proxy("172.22.0.0/16"), kubeadm("172.22.0.0/16")));

    assertThat(found.cidrs())
        .containsExactly(new ClusterCidr("172.22.0.0/16", ClusterCidrSource.KUBEADM_CONFIG));
    assertThat(found.problems()).isEmpty();
    assertThat(found.contradictory()).isFalse();
  }

  @Test
  void shouldGuessNothingWhereTheyContradictEachOther() {
    ConfiguredClusterCidrs found =
        ConfiguredClusterCidrs.of(List.of(proxy("10.244.0.0/16"), KUBEADM));

    assertThat(found.cidrs()).extracting(ClusterCidr::cidr).containsExactly("fd00:22::/48");
    assertThat(found.contradictory()).isTrue();
    assertThat(found.problems())
        .containsExactly(
            "the cluster CIDR is not clear: KubeadmConfig says 172.22.0.0/16, KubeProxy says"
                + " 10.244.0.0/16");
  }

  @Test
  void shouldLeaveOthersAlone() {
    ConfigMap foreign = map("team-a", "kubeadm-config", "ClusterConfiguration", "networking: 1");
    ConfigMap empty = new ConfigMapBuilder().withNewMetadata().endMetadata().build();

    assertThat(ConfiguredClusterCidrs.of(List.of(foreign, empty, new ConfigMap(), proxy(""))))
        .isEqualTo(new ConfiguredClusterCidrs(List.of(), false, List.of()));
  }

  @Test
  void shouldSayWhatItCannotRead() {
    ConfigMap syntax = map("kube-system", "kube-proxy", "config.conf", "a: [");

    ConfiguredClusterCidrs found = ConfiguredClusterCidrs.of(List.of(syntax, kubeadm("172.22/16")));

    assertThat(found.cidrs()).isEmpty();
    assertThat(found.problems())
        .containsExactly(
            "ConfigMap kube-system/kubeadm-config: \"172.22/16\" in ClusterConfiguration is no CIDR",
            "ConfigMap kube-system/kube-proxy: config.conf cannot be read, neither as YAML nor as"
                + " JSON");
  }

  @Test
  void shouldUseNothingOfAListThatIsReadOnlyInPart() {
    ConfiguredClusterCidrs found =
        ConfiguredClusterCidrs.of(List.of(kubeadm("172.22.0.0/16,172.23.0.0/99")));

    assertThat(found.cidrs()).isEmpty();
    assertThat(found.contradictory()).isFalse();
    assertThat(found.problems())
        .containsExactly(
            "ConfigMap kube-system/kubeadm-config: \"172.23.0.0/99\" in ClusterConfiguration is no"
                + " CIDR");
  }

  @Test
  void shouldCutHostBitsAsKubernetesDoes() {
    assertThat(ConfiguredClusterCidrs.of(List.of(proxy("172.22.5.9/16"))).cidrs())
        .containsExactly(new ClusterCidr("172.22.0.0/16", ClusterCidrSource.KUBE_PROXY));
  }

  @Test
  void shouldTakeAClusterOfIpv6Alone() {
    assertThat(ConfiguredClusterCidrs.of(List.of(kubeadm("fd00:22::/48"))).cidrs())
        .containsExactly(new ClusterCidr("fd00:22::/48", ClusterCidrSource.KUBEADM_CONFIG));
  }

  @Test
  void shouldNotTakeEveryAddressForARangeOfPods() {
    ConfiguredClusterCidrs found = ConfiguredClusterCidrs.of(List.of(proxy("0.0.0.0/0")));

    assertThat(found.cidrs()).isEmpty();
    assertThat(found.problems())
        .containsExactly(
            "ConfigMap kube-system/kube-proxy: \"0.0.0.0/0\" in config.conf is every address");
  }

  @Test
  void shouldGuessNothingWhereAnOldFlannelIsStillAround() {
    ConfiguredClusterCidrs found =
        ConfiguredClusterCidrs.of(
            List.of(
                flannel("kube-system", "{\"Network\": \"10.244.0.0/16\"}"),
                flannel("kube-flannel", "{\"Network\": \"172.22.0.0/16\"}")));

    assertThat(found.cidrs()).isEmpty();
    assertThat(found.contradictory()).isTrue();
    assertThat(found.problems())
        .containsExactly(
            "the cluster CIDR is not clear: KubeFlannel says 172.22.0.0/16, KubeFlannel in"
                + " kube-system says 10.244.0.0/16");
  }

  @Test
  void shouldNameEveryPlaceThatItReads() {
    assertThat(ConfiguredClusterCidrs.locations())
        .extracting(ConfiguredClusterCidrs.Location::toString)
        .containsExactly(
            "kube-system/kubeadm-config",
            "kube-system/kube-proxy",
            "kube-flannel/kube-flannel-cfg",
            "kube-system/kube-flannel-cfg");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void shouldBearWhateverSomebodyWroteThere(String text) {
    for (ConfiguredClusterCidrs.Location location : ConfiguredClusterCidrs.locations()) {
      var map = map(location.namespace(), location.name(), "ClusterConfiguration", text);
      map.getData().put("config.conf", text);
      map.getData().put("net-conf.json", text);

      ConfiguredClusterCidrs found = ConfiguredClusterCidrs.of(List.of(map));

      assertThat(found.cidrs()).isEmpty();
      assertThat(found.problems())
          .allSatisfy(problem -> assertThat(problem).matches("[ -~]{1,200}"));
    }
  }

  static Stream<String> hostile() {
    int large = 250_000;
    return Stream.of(
        "",
        "null",
        "- a\n- b",
        "\u0000\ufeff\u202e",
        "a: &a [*a, *a]",
        "networking: *nowhere",
        "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:1/\"]]",
        "networking: {podSubnet: [172.22.0.0/16]}\nclusterCIDR: [172.22.0.0/16]\nNetwork: {a: 1}",
        "networking: {podSubnet: 1e999999999}\nclusterCIDR: 0x" + "f".repeat(2000),
        "networking: {podSubnet: \"a\\u0007\\nb\"}\nclusterCIDR: \"\\u001b[31m\"\nNetwork: \"\\u202e\"",
        everywhere("a" + " ".repeat(large) + "b"),
        everywhere(",".repeat(large)),
        everywhere("10.0.0.0/8,".repeat(large / 11)),
        everywhere("9".repeat(large)),
        everywhere("10.0.0.0/8") + " ".repeat(10 * large),
        "[".repeat(large),
        "{a: ".repeat(large / 4),
        "- ".repeat(large / 2),
        "? ".repeat(large / 2),
        "a: &a x\n" + "b: *a\n".repeat(large / 6),
        "#" + "x".repeat(large),
        "\"" + "\\".repeat(large),
        "%".repeat(large));
  }

  @Property(tries = 200)
  void shouldBearAnyDamage(@ForAll Random random) {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            clusterCIDR: "172.22.0.0/16,fd00:22::/48"
            networking: {podSubnet: &a "172.22.0.0/16", serviceSubnet: *a}
            Network: 172.22.0.0/16
            """);
    String signs = "{}[]:,-&*!|>'\"%@`#?\n\t \\\u0000\u0085\ud800/.0x";
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = random.nextInt(text.length());
      text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
      text.setLength(1 + Math.max(at, random.nextInt(text.length())));
    }

    ConfiguredClusterCidrs found =
        ConfiguredClusterCidrs.of(
            List.of(
                map("kube-system", "kubeadm-config", "ClusterConfiguration", text.toString()),
                map("kube-system", "kube-proxy", "config.conf", text.toString()),
                flannel("kube-flannel", text.toString())));

    assertThat(found.cidrs()).hasSizeLessThanOrEqualTo(8);
  }

  private static String everywhere(String value) {
    return "networking: {podSubnet: \"%1$s\"}\nclusterCIDR: \"%1$s\"\nNetwork: \"%1$s\"\n"
        .formatted(value);
  }

  private static ConfigMap flannel(String namespace, String config) {
    return map(namespace, "kube-flannel-cfg", "net-conf.json", config);
  }

  private static List<String> flannelCidrs(String config) {
    ConfigMap map = map("kube-flannel", "kube-flannel-cfg", "net-conf.json", config);
    return ConfiguredClusterCidrs.of(List.of(map)).cidrs().stream().map(ClusterCidr::cidr).toList();
  }

  private static ConfigMap kubeadm(String cidrs) {
    String config = "kind: ClusterConfiguration\nnetworking:\n  podSubnet: " + cidrs + "\n";
    return map("kube-system", "kubeadm-config", "ClusterConfiguration", config);
  }

  private static ConfigMap proxy(String cidr) {
    return map("kube-system", "kube-proxy", "config.conf", "clusterCIDR: \"" + cidr + "\"\n");
  }

  private static ConfigMap map(String namespace, String name, String key, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .addToData(key, value)
        .build();
  }
}
