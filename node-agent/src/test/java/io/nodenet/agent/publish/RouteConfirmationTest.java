package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Worlds.route;
import static io.nodenet.agent.publish.Worlds.routes;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.publish.RouteConfirmation.Confirmed;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.ReadError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Row 5 of the failure table: dumps lose untouched routes without a mark. */
class RouteConfirmationTest {

  private static final RouteMessage A = route("172.22.1.0/24", "10.0.0.1", 2);
  private static final RouteMessage B = route("fd00:22:1::/64", "fd00::1", 2);
  private static final RouteMessage LINK_LOCAL = route("fe80::/64", null, 2);

  @Test
  void row5ShouldBringBackARouteThatOnlyTheFirstReadMissed() {
    // Given
    NodeSnapshot before = routes(A, B);
    NodeSnapshot first = routes(A);

    // When
    Confirmed confirmed = RouteConfirmation.confirm(before, first, routes(A, B));

    // Then
    assertThat(RouteConfirmation.isNeeded(before, first)).isTrue();
    assertThat(confirmed.snapshot().kernel().routes()).containsExactly(A, B);
    assertThat(confirmed.settled()).isTrue();
  }

  @Test
  void row5ShouldKeepARouteThatOnlyTheSecondReadMissedAndAskAgain() {
    // When
    Confirmed confirmed = RouteConfirmation.confirm(routes(A, B), routes(B), routes());

    // Then A is gone by two reads, B by one
    assertThat(confirmed.snapshot().kernel().routes()).containsExactly(B);
    assertThat(confirmed.settled()).isFalse();
  }

  @Test
  void shouldBelieveThatARouteIsGoneWhenTwoReadsSayso() {
    // When
    Confirmed confirmed = RouteConfirmation.confirm(routes(A, B), routes(B), routes(B));

    // Then
    assertThat(confirmed.snapshot().kernel().routes()).containsExactly(B);
    assertThat(confirmed.settled()).isTrue();
  }

  @Test
  void shouldNotAskForRoutesThatAreNotPublishedOrAppear() {
    assertThat(RouteConfirmation.isNeeded(routes(A, LINK_LOCAL), routes(A))).isFalse();
    assertThat(RouteConfirmation.isNeeded(routes(), routes(A))).isFalse();
  }

  @Test
  void shouldNotAskWhereTheTableCouldNotBeReadAtAll() {
    // Given
    NodeSnapshot failed =
        Worlds.snapshot(
            Worlds.kernel(List.of(), List.of(), List.of(B)),
            NodeFiles.NONE,
            new ReadError(ErrorSource.ROUTES_IPV4, "failed"));

    // When / Then
    assertThat(RouteConfirmation.isNeeded(routes(A, B), failed)).isFalse();
  }

  @Test
  void shouldCountRoutesOfEitherReadBeforeAnythingIsKnown() {
    // When
    Confirmed confirmed = RouteConfirmation.confirm(null, routes(A, LINK_LOCAL), routes(B));

    // Then what only the first read saw is looked for again
    assertThat(RouteConfirmation.isNeeded(null, routes())).isTrue();
    assertThat(confirmed.snapshot().kernel().routes()).containsExactly(B, A);
    assertThat(confirmed.settled()).isFalse();
    assertThat(RouteConfirmation.confirm(null, routes(A), routes(A, B)).settled()).isTrue();
  }

  @Test
  void shouldTakeATableForNewAfterItCouldNotBeRead() {
    // Given
    NodeSnapshot failed = withoutIpv6(A);

    // When
    Confirmed confirmed = RouteConfirmation.confirm(failed, routes(A, B), routes());

    // Then A is kept because it was known, B because nobody can tell
    assertThat(RouteConfirmation.isNeeded(failed, routes(A))).isTrue();
    assertThat(RouteConfirmation.isNeeded(failed, failed)).isFalse();
    assertThat(confirmed.snapshot().kernel().routes()).containsExactly(A, B);
    assertThat(confirmed.settled()).isFalse();
  }

  @Test
  void shouldNotBelieveATableThatWasReadOnce() {
    // When
    Confirmed confirmed = RouteConfirmation.confirm(routes(A, B), withoutIpv6(), routes());

    // Then
    assertThat(confirmed.snapshot().complete(ErrorSource.ROUTES_IPV6)).isFalse();
    assertThat(confirmed.snapshot().complete(ErrorSource.ROUTES_IPV4)).isTrue();
    assertThat(confirmed.settled()).isFalse();
  }

  private static NodeSnapshot withoutIpv6(RouteMessage... others) {
    return Worlds.snapshot(
        Worlds.kernel(List.of(), List.of(), List.of(others)),
        NodeFiles.NONE,
        new ReadError(ErrorSource.ROUTES_IPV6, "failed"));
  }
}
