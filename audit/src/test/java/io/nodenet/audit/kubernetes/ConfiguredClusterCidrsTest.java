package io.nodenet.audit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import java.util.List;
import org.junit.jupiter.api.Test;

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
