package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;
import static io.nodenet.operator.nodenetwork.Facts.identity;
import static io.nodenet.operator.nodenetwork.Facts.node;
import static io.nodenet.operator.nodenetwork.Facts.pod;
import static io.nodenet.operator.nodenetwork.Facts.report;
import static io.nodenet.operator.nodenetwork.Facts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterModelTest {

  private static final String CIDR = "10.244.0.0/16";

  private final ClusterModel model = new ClusterModel();

  @BeforeEach
  void threeNodesWithReports() {
    for (int i = 1; i <= 3; i++) {
      model.putNode(node("n" + i, i), identity("uid" + i));
    }
    model.putReport("n1", report("uid1", 1, spec("boot", CIDR, 2, 3)));
    model.putReport("n2", report("uid2", 1, spec("boot", CIDR, 1, 3)));
    model.putReport("n3", report("uid3", 1, spec("boot", CIDR, 1, 2)));
  }

  @Test
  void shouldTouchNobodyWhenNothingThatIsKeptHasChanged() {
    // When
    Touched touched = model.putNode(node("n1", 1), identity("uid1"));

    // Then
    assertThat(touched.isNobody()).isTrue();
  }

  @Test
  void shouldCountAReportAsReceivedNowWhenOurClockWasSetBack() {
    // Given
    Instant now = T0.minusSeconds(3600);

    // When
    model.audit(input -> Facts.verdict(), "n1", Facts.settings(), Map.of(), now);

    // Then
    assertThat(model.receivedAt("n1")).isEqualTo(now);
    assertThat(model.receivedAt("n2")).isEqualTo(T0);
  }

  @Test
  void shouldTouchEverybodyWhenANodeGetsAnotherPodCidr() {
    // When
    Touched touched = model.putNode(node("n1", 9), identity("uid1"));

    // Then
    assertThat(touched).isEqualTo(Touched.everybodyWith("n1"));
  }

  @Test
  void shouldTouchEverybodyWhenANodeTurnsReady() {
    // When
    Touched touched = model.putNode(node("n1", 1, "boot", T0.plusSeconds(9)), identity("uid1"));

    // Then
    assertThat(touched).isEqualTo(Touched.everybodyWith("n1"));
  }

  @Test
  void shouldTouchTheNodeAloneWhenOnlyItsBootIdHasChanged() {
    // When
    Touched touched = model.putNode(node("n1", 1, "next boot", T0), identity("uid1"));

    // Then
    assertThat(touched).isEqualTo(Touched.only("n1"));
  }

  @Test
  void shouldTouchEverybodyWhenANodeGoes() {
    // When
    Touched touched = model.removeNode("n1");

    // Then
    assertThat(touched).isEqualTo(Touched.everybodyWith("n1"));
  }

  @Test
  void shouldTouchTheNodeOfAPodAndThoseThatShareItsAddress() {
    // Given
    model.putPod(pod("a", "n1", "10.244.1.5"));

    // When
    Touched touched = model.putPod(pod("b", "n2", "10.244.1.5"));

    // Then
    assertThat(touched).isEqualTo(new Touched(Set.of("n1", "n2"), false));
  }

  @Test
  void shouldTouchTheFormerSharersOfAnAddressThatAPodGivesUp() {
    // Given
    model.putPod(pod("a", "n1", "10.244.1.5"));
    model.putPod(pod("b", "n2", "10.244.1.5"));

    // When
    Touched touched = model.putPod(pod("b", "n2", "10.244.2.5"));

    // Then
    assertThat(touched.nodes()).containsExactlyInAnyOrder("n1", "n2");
  }

  @Test
  void shouldTouchBothNodesWhenAPodWithASharedAddressGoes() {
    // Given
    model.putPod(pod("a", "n1", "10.244.1.5"));
    model.putPod(pod("b", "n2", "10.244.1.5"));

    // When
    Touched touched = model.removePod("default", "b");

    // Then
    assertThat(touched.nodes()).containsExactlyInAnyOrder("n1", "n2");
  }

  @Test
  void shouldTouchNobodyForAPodThatUsesTheNetworkOfItsHost() {
    // When
    Touched touched = model.putPod(pod("host", "n1", "192.168.50.1", true));

    // Then
    assertThat(touched.isNobody()).isTrue();
  }

  @Test
  void shouldTouchTheNodeAloneWhenItsReportLosesARoute() {
    // When
    Touched touched = model.putReport("n1", report("uid1", 2, spec("boot", CIDR, 2)));

    // Then
    assertThat(touched).isEqualTo(Touched.only("n1"));
  }

  @Test
  void shouldTouchEverybodyWhenAReportMovesTheMajority() {
    // Given
    model.putReport("n1", report("uid1", 2, spec("boot", "10.0.0.0/8", 2, 3)));

    // When
    Touched touched = model.putReport("n2", report("uid2", 2, spec("boot", "10.0.0.0/8", 1, 3)));

    // Then
    assertThat(touched).isEqualTo(Touched.everybodyWith("n2"));
  }

  @Test
  void shouldTouchNobodyWhenTheSameReportComesAgain() {
    // When
    Touched touched = model.putReport("n1", report("uid1", 1, spec("boot", CIDR, 2, 3)));

    // Then
    assertThat(touched.isNobody()).isTrue();
  }

  @Test
  void shouldNotCountTheReportOfAnEarlierNodeOfTheSameName() {
    // When
    model.putNode(node("n1", 1), identity("another uid"));

    // Then
    assertThat(model.receivedAt("n1")).isNull();
    assertThat(model.nodesWithoutNetwork()).isEmpty();
  }

  @Test
  void shouldCountAReportThatCameInBeforeItsNode() {
    // Given
    model.putReport("n4", report("uid4", 1, spec("boot", CIDR, 1)));

    // When
    model.putNode(node("n4", 4), identity("uid4"));

    // Then
    assertThat(model.receivedAt("n4")).isEqualTo(T0);
  }

  @Test
  void shouldMissTheNetworksOfLinuxNodesAlone() {
    // Given
    model.putNode(Facts.windows("w"), identity("uid-w"));

    // When
    model.removeReport("n2");

    // Then
    assertThat(model.nodesWithoutNetwork()).containsOnlyKeys("n2");
  }

  @Test
  void shouldTouchANodeWhenItsAgentTurnsNotReadyAndNotAgain() {
    // When
    Touched first = model.agentReady("n1", T0);
    Touched second = model.agentReady("n1", T0);

    // Then
    assertThat(first).isEqualTo(Touched.only("n1"));
    assertThat(second.isNobody()).isTrue();
  }
}
