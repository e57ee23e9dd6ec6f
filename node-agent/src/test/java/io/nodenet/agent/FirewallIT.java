package io.nodenet.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.FirewallBackend;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedFirewall;
import io.nodenet.api.v1alpha1.ObservedForwardAccept;
import io.nodenet.api.v1alpha1.ObservedForwardChain;
import io.nodenet.api.v1alpha1.ObservedMasquerade;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of the nft and the iptables-nft program in a kernel; both programs are needed. */
class FirewallIT {

  private static void run(Netns netns, String... command) throws Exception {
    Process process = netns.process(List.of(command)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as("%s (nftables and iptables are needed): %s", List.of(command), output)
        .isZero();
  }

  /** One command of iptables-nft a line. */
  private static void iptables(Netns netns, String lines) throws Exception {
    for (String line : lines.lines().toList()) {
      run(netns, ("iptables-nft " + line.strip()).split(" +"));
    }
  }

  private static NodeNetworkSpec read(Netns netns, Path root) throws Exception {
    return OnceIT.once(netns, root, "--firewall=true").getSpec();
  }

  private static ObservedForwardAccept accept(
      @Nullable String source, @Nullable String destination, @Nullable String iif) {
    return new ObservedForwardAccept(source, destination, iif, null);
  }

  private static ObservedFirewall inet(NodeNetworkSpec spec) {
    return requireNonNull(spec.firewall()).getFirst();
  }

  @Test
  void shouldTellWhatIptablesDropsAcceptsAndMasquerades(@TempDir Path root) throws Exception {
    // Given docker's policy, flannel's accepts and masquerading, kube-proxy's chains
    try (Netns node = Netns.create()) {
      iptables(
          node,
          """
          -P FORWARD DROP
          -N KUBE-FORWARD
          -N FLANNEL-FWD
          -A FORWARD -m comment --comment kubernetes -j KUBE-FORWARD
          -A FORWARD -j FLANNEL-FWD
          -A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT
          -A FLANNEL-FWD -s 172.22.0.0/16 -m comment --comment flanneld -j ACCEPT
          -A FLANNEL-FWD -d 172.22.0.0/16 -j ACCEPT
          -A FORWARD -i cni0 -j ACCEPT
          -t nat -N KUBE-POSTROUTING
          -t nat -N FLANNEL-POSTRTG
          -t nat -A POSTROUTING -j KUBE-POSTROUTING
          -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
          -t nat -A KUBE-POSTROUTING -j MASQUERADE
          -t nat -A POSTROUTING -j FLANNEL-POSTRTG
          -t nat -A FLANNEL-POSTRTG -s 172.22.0.0/16 -d 172.22.0.0/16 -j RETURN
          -t nat -A FLANNEL-POSTRTG -s 172.22.0.0/16 ! -d 224.0.0.0/4 -j MASQUERADE --random-fully
          """);

      // When
      NodeNetworkSpec spec = read(node, root);

      // Then
      assertThat(spec.errors()).isEmpty();
      assertThat(spec.evidence()).contains(EvidenceClass.FIREWALL);
      assertThat(inet(spec).family()).isEqualTo("inet");
      assertThat(inet(spec).backends()).containsExactly(FirewallBackend.NFTABLES);
      assertThat(inet(spec).drops())
          .containsExactly(
              new ObservedForwardChain(
                  "filter",
                  "FORWARD",
                  List.of(
                      accept("172.22.0.0/16", null, null),
                      accept(null, "172.22.0.0/16", null),
                      accept(null, null, "cni0")),
                  1));
      assertThat(inet(spec).masquerades())
          .containsExactly(
              new ObservedMasquerade("FLANNEL-POSTRTG", "172.22.0.0/16", "172.22.0.0/16"));
      assertThat(inet(spec).masqueradesOmitted()).isNull();
      ObservedFirewall inet6 = requireNonNull(spec.firewall()).getLast();
      assertThat(inet6.family()).isEqualTo("inet6");
      assertThat(inet6.backends()).isEmpty();
      assertThat(inet6.drops()).isEmpty();
    }
  }

  @Test
  void shouldTellWhatAnInetTableOfNftDoesToEachFamily(@TempDir Path root) throws Exception {
    // Given a firewall of the host's administrator
    try (Netns node = Netns.create()) {
      run(
          node,
          "nft",
          """
          table inet host {
            chain guests { ip saddr 172.22.7.0/24 accept; ip6 saddr fd00:22:7::/64 accept; }
            chain through {
              type filter hook forward priority 0; policy accept;
              ct state established,related accept
              iifname { "cni0", "cni1" } ip daddr 10.0.0.0/8 accept
              ip6 saddr fd00:22::/56 counter accept
              tcp dport 22 accept
              iifname "cni*" jump guests
              reject with icmpx type admin-prohibited
            }
            chain open { type filter hook forward priority 10; policy accept; tcp dport 25 drop; }
          }
          """);

      // When
      NodeNetworkSpec spec = read(node, root);

      // Then
      assertThat(spec.errors()).isEmpty();
      assertThat(inet(spec).drops())
          .extracting(ObservedForwardChain::chain)
          .containsExactly("through");
      assertThat(inet(spec).drops().getFirst().accepts())
          .containsExactly(
              accept(null, "10.0.0.0/8", "cni0"),
              accept(null, "10.0.0.0/8", "cni1"),
              accept("172.22.7.0/24", null, "cni*"));
      assertThat(inet(spec).drops().getFirst().acceptsOmitted()).as("port 22").isEqualTo(1);
      assertThat(requireNonNull(spec.firewall()).getLast().drops().getFirst().accepts())
          .containsExactly(
              accept("fd00:22::/56", null, null), accept("fd00:22:7::/64", null, "cni*"));
    }
  }

  @Test
  void shouldNotAskWithoutTheFlag(@TempDir Path root) throws Exception {
    // Given
    try (Netns node = Netns.create()) {
      // When
      NodeNetworkSpec spec = OnceIT.once(node, root).getSpec();

      // Then
      assertThat(spec.firewall()).isNull();
      assertThat(spec.evidence()).doesNotContain(EvidenceClass.FIREWALL);
    }
  }
}
