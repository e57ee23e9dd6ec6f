package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CidrSource;
import io.nodenet.api.v1alpha1.ObservedCidr;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever was put, replaced and removed, the index answers like one that was built anew. */
class ClusterIndexTest {

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> BLOCKS =
      List.of("172.22.0.0/16", "172.22.1.0/24", "172.22.2.0/24", "fd00:22::/64", "10.1", "x");
  private static final List<String> IPS =
      List.of("10.0.0.1", "10.0.0.2", "172.22.1.7", "::ffff:10.0.0.1", "fd00:22::5", "1.2.3");

  /** The state that the index should be in. */
  static final class Model {
    final Map<String, NodeFacts> nodes = new HashMap<>();
    final Map<String, PodFacts> pods = new LinkedHashMap<>();
    final Map<String, ReportFacts> reports = new HashMap<>();

    ClusterIndex rebuilt() {
      ClusterIndex index = new ClusterIndex();
      pods.values().forEach(index::putPod);
      reports.forEach(index::putReport);
      nodes.values().forEach(index::putNode);
      return index;
    }
  }

  /** One change, made to both. */
  interface Change {
    void make(Model model, ClusterIndex index);
  }

  @Property(tries = 500)
  void shouldAnswerLikeAnIndexBuiltAnew(@ForAll("changes") List<Change> changes) {
    Model model = new Model();
    ClusterIndex index = new ClusterIndex();

    changes.forEach(change -> change.make(model, index));

    assertThat(answers(index)).isEqualTo(answers(model.rebuilt()));
  }

  @Property(tries = 200)
  void shouldForgetEverything(@ForAll("changes") List<Change> changes) {
    Model model = new Model();
    ClusterIndex index = new ClusterIndex();
    changes.forEach(change -> change.make(model, index));

    NAMES.forEach(name -> {
      index.removeNode(name);
      index.removeReport(name);
      index.removePod("default", name);
    });

    assertThat(answers(index)).isEqualTo(answers(new ClusterIndex()));
  }

  @Test
  void shouldFindPodsByAddressInEitherSpelling() {
    ClusterIndex index = new ClusterIndex();
    index.putPod(Facts.pod("default", "web", "a", "::ffff:172.22.1.7"));

    assertThat(index.podsWithAddress(address("172.22.1.7")))
        .extracting(PodFacts::name)
        .containsExactly("web");
  }

  @Test
  void shouldReplaceAPodThatTookTheNameOfAnother() {
    ClusterIndex index = new ClusterIndex();
    index.putPod(Facts.pod("default", "web", "a", "172.22.1.7"));

    index.putPod(Facts.pod("default", "web", "b", "172.22.2.7"));

    assertThat(index.podsOn("a")).isEmpty();
    assertThat(index.podsWithAddress(address("172.22.1.7"))).isEmpty();
    assertThat(index.podsOn("b")).hasSize(1);
  }

  @Test
  void shouldLetTheOthersSayWhetherRoutesAreWrittenPerPeer() {
    ClusterIndex index = new ClusterIndex();
    index.putNode(Facts.node("a", "172.22.1.0/24", "10.0.0.1"));
    index.putNode(Facts.node("b", "172.22.2.0/24", "10.0.0.2"));
    index.putReport("a", Facts.report(List.of(), List.of()));
    index.putReport(
        "b", Facts.report(List.of(), List.of(Facts.route("172.22.1.0/24", "10.0.0.1"))));

    assertThat(index.routesPerPeer(IPVersion.IPV4, "a")).isTrue();
    assertThat(index.routesPerPeer(IPVersion.IPV6, "a")).isFalse();
    index.putReport("b", Facts.report(List.of(), List.of()));
    assertThat(index.routesPerPeer(IPVersion.IPV4, "a")).isFalse();
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<String> name = Arbitraries.of(NAMES);
    Arbitrary<Change> nodes =
        Combinators.combine(name, Arbitraries.of(BLOCKS), Arbitraries.of(IPS))
            .as(ClusterIndexTest::putNode);
    Arbitrary<Change> pods =
        Combinators.combine(name, Arbitraries.of(NAMES), Arbitraries.of(IPS))
            .as(ClusterIndexTest::putPod);
    Arbitrary<Change> reports =
        Combinators.combine(name, Arbitraries.of(BLOCKS), Arbitraries.of(IPS))
            .as(ClusterIndexTest::putReport);
    return Arbitraries.oneOf(nodes, pods, reports, name.map(ClusterIndexTest::removeAll))
        .list()
        .ofMaxSize(30);
  }

  private static Change putNode(String name, String block, String ip) {
    NodeFacts node = Facts.node(name, block, ip);
    return (model, index) -> {
      model.nodes.put(name, node);
      index.putNode(node);
    };
  }

  private static Change putPod(String name, String node, String ip) {
    PodFacts pod = Facts.pod("default", name, node, ip);
    return (model, index) -> {
      model.pods.remove(name);
      model.pods.put(name, pod);
      index.putPod(pod);
    };
  }

  private static Change putReport(String name, String block, String via) {
    ReportFacts report =
        Facts.report(
            List.of(new ObservedCidr(block, CidrSource.CNI_CONFIG)),
            List.of(Facts.route(block, via)));
    return (model, index) -> {
      model.reports.put(name, report);
      index.putReport(name, report);
    };
  }

  private static Change removeAll(String name) {
    return (model, index) -> {
      model.nodes.remove(name);
      model.pods.remove(name);
      model.reports.remove(name);
      index.removeNode(name);
      index.removePod("default", name);
      index.removeReport(name);
    };
  }

  private static Map<String, Object> answers(ClusterIndex index) {
    Map<String, Object> answers = new HashMap<>();
    BLOCKS.forEach(block ->
        Addresses.parseBlock(block)
            .ifPresent(b -> answers.put(block, index.nodesWithPodCidrOverlapping(b))));
    each(IPS, "node of ", text -> index.nodesWithAddress(address(text)), answers);
    each(IPS, "pods of ", text -> List.copyOf(index.podsWithAddress(address(text))), answers);
    each(NAMES, "pods on ", name -> List.copyOf(index.podsOn(name)), answers);
    each(NAMES, "podCIDRs ", index::podCidrs, answers);
    each(NAMES, "report ", name -> Objects.requireNonNullElse(index.report(name), "none"), answers);
    for (IPVersion family : IPVersion.values()) {
      answers.put("cluster CIDRs " + family, index.clusterCidrsByMajority(family));
      each(NAMES, "per peer " + family, name -> index.routesPerPeer(family, name), answers);
    }
    answers.put("nodes", List.copyOf(index.nodes()));
    answers.put("allocates", index.allocatesPodCidrs());
    return answers;
  }

  private static void each(
      List<String> keys,
      String question,
      Function<String, Object> answer,
      Map<String, Object> answers) {
    keys.stream()
        .filter(key -> NAMES.contains(key) || isAddress(key))
        .forEach(key -> answers.put(question + key, answer.apply(key)));
  }

  private static boolean isAddress(String text) {
    return Stream.of(text).map(Addresses::parseAddress).allMatch(parsed -> parsed.isPresent());
  }

  private static IPAddress address(String text) {
    return Addresses.parseAddress(text).orElseThrow();
  }
}
