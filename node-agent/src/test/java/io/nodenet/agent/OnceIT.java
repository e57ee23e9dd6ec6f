package io.nodenet.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedError;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.api.v1alpha1.ObservedNextHop;
import io.nodenet.api.v1alpha1.ObservedRoute;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.api.v1alpha1.PodReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped program in namespaces of a real kernel, with {@code ip -json} as second opinion. */
class OnceIT {

  static NodeNetwork once(Netns netns, Path root, String... more) throws Exception {
    List<String> command =
        Netns.java(AgentMain.class, "--once", "--output=json", "--node-name=n1", "--root=" + root);
    command.addAll(List.of(more));
    Process process = netns.process(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return new KubernetesSerialization().unmarshal(output, NodeNetwork.class);
  }

  @Test
  void shouldReportTheWholePictureOfANode(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root)) {
      // When
      NodeNetwork object = once(world.node(), root);

      // Then
      NodeNetworkSpec spec = object.getSpec();
      assertThat(object.getMetadata().getName()).isEqualTo("n1");
      assertThat(spec.errors()).isEmpty();
      assertThat(spec.evidence()).containsExactly(EvidenceClass.KERNEL, EvidenceClass.NODE_FILES);
      assertThat(spec.podCidrs()).extracting("cidr").containsExactly("172.22.0.0/24");
      assertThat(spec.clusterCidrs()).extracting("cidr").containsExactly("172.22.0.0/16");
      assertThat(requireNonNull(spec.cni()).type()).isEqualTo("flannel");
      assertThat(requireNonNull(spec.bridge()).name()).isEqualTo("cni0");
      assertThat(requireNonNull(spec.bridge()).mac()).isEqualTo("0a:58:ac:16:00:01");
      assertThat(requireNonNull(spec.bridge()).macAssigned()).isTrue();
      assertThat(requireNonNull(spec.bridge()).addresses())
          .containsExactly("172.22.0.1/24", "fd00:22::1/64");
      assertVeth(spec, world);
      assertInterfaces(spec);
      assertRoutes(spec, world.node());
      assertThat(spec.rules())
          .anySatisfy(rule -> {
            assertThat(rule.src()).isEqualTo("172.22.0.0/24");
            assertThat(rule.table()).isEqualTo(1000);
          })
          .anySatisfy(rule -> {
            assertThat(rule.fwmark()).isEqualTo("0x4000/0xf000");
            assertThat(rule.action()).isEqualTo("blackhole");
          });
    }
  }

  private static void assertVeth(NodeNetworkSpec spec, NodeWorld world) {
    JsonNode ip = world.node().json("-details", "link", "show", "veth12acb4c1").path(0);
    assertThat(spec.vethCount()).isEqualTo(1);
    ObservedVeth veth = spec.veths().getFirst();
    assertThat(veth.name()).isEqualTo("veth12acb4c1");
    assertThat(veth.ifIndex()).isEqualTo(ip.path("ifindex").intValue());
    assertThat(veth.netnsId()).isEqualTo(ip.path("link_netnsid").intValue());
    assertThat(ip.path("linkinfo").path("info_slave_data").path("hairpin").booleanValue()).isTrue();
    assertThat(veth.hairpin()).as("as the configuration asks, so left out").isNull();
    assertThat(veth.master()).as("the bridge, so left out").isNull();
    assertThat(veth.pod())
        .isEqualTo(new PodReference("shop", "web-0", "8f0a3f2e-0000-4000-8000-000000000001"));
    assertThat(veth.sandbox()).isEqualTo(NodeWorld.SANDBOX.substring(0, 16));
    assertThat(veth.podIps()).containsExactly("172.22.0.253");
  }

  private static void assertInterfaces(NodeNetworkSpec spec) {
    assertThat(spec.interfaces()).extracting(ObservedInterface::name).contains("eth0", "flannel.1");
    ObservedInterface overlay =
        spec.interfaces().stream()
            .filter(i -> i.name().equals("flannel.1"))
            .findFirst()
            .orElseThrow();
    assertThat(overlay.kind()).isEqualTo("vxlan");
    assertThat(requireNonNull(overlay.vxlan()).vni()).isEqualTo(1);
    assertThat(requireNonNull(overlay.vxlan()).port()).isEqualTo(8472);
    assertThat(requireNonNull(overlay.vxlan()).local()).isEqualTo("10.30.180.56");
    assertThat(requireNonNull(overlay.vxlan()).device()).isEqualTo("eth0");
    assertThat(overlay.addresses()).containsExactly("172.22.0.0/32");
  }

  private static void assertRoutes(NodeNetworkSpec spec, Netns node) {
    Set<String> ours = new TreeSet<>();
    spec.routes().forEach(route -> ours.add(describe(route)));
    Set<String> theirs = new TreeSet<>();
    node.json("-4", "route", "show", "table", "all").forEach(r -> describe(r, "/32", theirs));
    node.json("-6", "route", "show", "table", "all").forEach(r -> describe(r, "/128", theirs));
    assertThat(ours).isEqualTo(theirs);
    assertThat(spec.routeCount()).isEqualTo(ours.size());
    assertThat(spec.routes())
        .anySatisfy(route -> {
          assertThat(route.dst()).isEqualTo("172.22.2.0/24");
          assertThat(route.nextHops().getFirst())
              .isEqualTo(new ObservedNextHop("172.22.2.0", "flannel.1", true, null, null));
        });
  }

  private static String describe(ObservedRoute route) {
    StringBuilder text = new StringBuilder(route.dst());
    text.append(' ').append(route.type() == null ? "unicast" : route.type());
    text.append(" table ").append(route.table() == null ? 254 : route.table());
    text.append(" proto ").append(route.protocol());
    for (ObservedNextHop hop : route.nextHops()) {
      text.append(' ').append(hop.via()).append(' ').append(hop.dev());
      text.append(' ').append(hop.weight() == null ? 1 : hop.weight());
    }
    return text.toString();
  }

  /** What ip says, if it is a route that is published. */
  private static void describe(JsonNode route, String hostLength, Set<String> into) {
    String dst = route.path("dst").asText();
    String type = route.path("type").asText("unicast");
    String table = route.path("table").asText("254");
    boolean published =
        !table.equals("local") && !dst.startsWith("fe80") && !dst.startsWith("ff00");
    if (!published || !Set.of("unicast", "blackhole", "unreachable").contains(type)) {
      return;
    }
    String any = hostLength.equals("/32") ? "0.0.0.0/0" : "::/0";
    StringBuilder text = new StringBuilder();
    text.append(dst.equals("default") ? any : dst.contains("/") ? dst : dst + hostLength);
    text.append(' ').append(type).append(" table ").append(table.equals("main") ? "254" : table);
    text.append(" proto ").append(route.path("protocol").asText("boot"));
    if (route.has("nexthops")) {
      route.path("nexthops").forEach(hop -> hop(hop, text));
    } else if (type.equals("unicast")) {
      hop(route, text);
    }
    into.add(text.toString());
  }

  private static void hop(JsonNode hop, StringBuilder text) {
    String via =
        hop.has("via") ? hop.path("via").path("host").asText() : hop.path("gateway").asText("null");
    text.append(' ').append(via).append(' ').append(hop.path("dev").asText());
    text.append(' ').append(hop.path("weight").asInt(1));
  }

  @Test
  void shouldEscapeAHostileInterfaceNameAndSayThatItDid(@TempDir Path root) throws Exception {
    // Given a name of 15 bytes that would drive a terminal
    try (Netns netns = Netns.create()) {
      netns.ip("link", "add", "\u001b[31mpwned\u0007\\\"'$", "type", "bridge");

      // When
      NodeNetworkSpec spec = once(netns, root).getSpec();

      // Then
      assertThat(spec.interfaces())
          .extracting(ObservedInterface::name)
          .containsExactly("\\x1b[31mpwned\\x07\\x5c\"'$");
      assertThat(spec.errors())
          .containsExactly(
              new ObservedError("interface-names", "escaped: \\x1b[31mpwned\\x07\\x5c\"'$"));
    }
  }

  @Test
  void shouldNameWhatItCannotReadAndReportTheRest(@TempDir Path root) throws Exception {
    // Given half a result, a result of something else, and a configuration that is no JSON
    try (NodeWorld world = new NodeWorld(root)) {
      Path results = root.resolve("var/lib/cni/results");
      Files.writeString(results.resolve("cbr0-half-eth0"), "{\"kind\": \"cniCacheV1\", \"cont");
      Files.writeString(results.resolve("foreign\u0007"), "{\"kind\": \"other\"}");
      Files.writeString(root.resolve("etc/cni/net.d/00-broken.conflist"), "not JSON");

      // When
      NodeNetworkSpec spec = once(world.node(), root).getSpec();

      // Then
      assertThat(spec.errors())
          .containsExactly(
              new ObservedError("cni-results", "cbr0-half-eth0: not valid JSON"),
              new ObservedError("cni-results", "foreign?: not a cniCacheV1 file"),
              new ObservedError("cni-config", "00-broken.conflist: not valid JSON"));
      assertThat(spec.veths()).hasSize(1);
      assertThat(requireNonNull(spec.veths().getFirst().pod()).name()).isEqualTo("web-0");
      assertThat(spec.routeCount()).isPositive();
    }
  }

  @Test
  void shouldNotGiveAVethToAPodWhoseNamespaceItDoesNotLeadTo(@TempDir Path root) throws Exception {
    // Given a result that outlived its pod, whose veth's name another one has now
    try (NodeWorld world = new NodeWorld(root)) {
      Path result = root.resolve("var/lib/cni/results/cbr0-" + NodeWorld.SANDBOX + "-eth0");
      Files.writeString(
          result, Files.readString(result).replace(world.pod().name(), "cni-long-gone"));

      // When
      NodeNetworkSpec spec = once(world.node(), root).getSpec();

      // Then
      assertThat(spec.veths()).hasSize(1);
      assertThat(spec.veths().getFirst().pod()).isNull();
    }
  }

  @Test
  void shouldReadKernelAndFilesWithoutAnyCapability(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root)) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      List<String> command =
          new ArrayList<>(
              List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"));
      command.addAll(
          Netns.java(
              AgentMain.class, "--once", "--output=json", "--node-name=n1", "--root=" + root));

      // When
      Process process =
          world.node().process(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      // Then
      assertThat(process.waitFor()).isZero();
      NodeNetworkSpec spec =
          new KubernetesSerialization().unmarshal(output, NodeNetwork.class).getSpec();
      assertThat(spec.errors()).isEmpty();
      assertThat(spec.veths().getFirst().pod()).isNotNull();
    }
  }
}
