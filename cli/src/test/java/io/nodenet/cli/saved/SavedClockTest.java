package io.nodenet.cli.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which time it was, and which node is judged at which. */
class SavedClockTest {

  private static final Instant NOON = Instant.parse("2019-03-01T12:00:00Z");
  private static final Duration STALE = Duration.ofMinutes(11);

  private final SavedClock clock = new SavedClock(STALE);

  @Test
  void shouldBeTheTimeOfTheNewestObject() {
    object("Pod/a", NOON.minusSeconds(100));
    object("Pod/b", NOON);
    report("n1", NOON.minusSeconds(30));

    assertThat(clock.now()).isEqualTo(NOON);
    assertThat(clock.nowFor("n1")).isEqualTo(NOON);
  }

  @Test
  void shouldBeTheTimeOfTheNewestReport() {
    object("Node/n1", NOON.minus(Duration.ofDays(30)));
    report("n1", NOON);
    report("n2", NOON.minusSeconds(30));

    assertThat(clock.now()).isEqualTo(NOON);
  }

  @Test
  void shouldLeaveOldReportOld() {
    report("n1", NOON);
    report("n2", NOON.minus(Duration.ofHours(1)));

    assertThat(ageOf("n2")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void shouldLeaveReportOldWhenItsKubeletIsAlive() {
    object("Pod/a", NOON);
    clock.heartbeat("n1", NOON.minusSeconds(60));
    report("n1", NOON.minus(Duration.ofHours(1)));

    assertThat(ageOf("n1")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void shouldExcuseNodeWhoseClockIsBehind() {
    object("Pod/a", NOON);
    clock.heartbeat("n1", NOON.minus(Duration.ofHours(1)).minusSeconds(90));
    report("n1", NOON.minus(Duration.ofHours(1)));

    assertThat(ageOf("n1")).isLessThan(STALE);
  }

  @Test
  void shouldExcuseOthersWhenOneClockIsAhead() {
    object("Node/n2", NOON.plus(Duration.ofHours(1)));
    clock.heartbeat("n1", NOON.minusSeconds(90));
    clock.heartbeat("n2", NOON.plus(Duration.ofHours(1)));
    report("n1", NOON);
    report("n2", NOON.plus(Duration.ofHours(1)));

    assertThat(ageOf("n1")).isLessThan(STALE);
    assertThat(ageOf("n2")).isLessThan(STALE);
  }

  @Test
  void shouldNotExcuseByHeartbeatThatIsOlderThanTheReport() {
    report("n1", NOON);
    clock.heartbeat("n2", NOON.minus(Duration.ofDays(30)));
    report("n2", NOON.minus(Duration.ofDays(1)));

    assertThat(ageOf("n2")).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void shouldBelieveNoReportFromAnotherCentury() {
    report("n1", NOON);
    report("n2", NOON.minusSeconds(30));
    report("n3", Instant.parse("2199-01-01T00:00:00Z"));

    assertThat(clock.now()).isEqualTo(NOON);
    assertThat(ageOf("n3")).isEqualTo(Duration.ZERO);
  }

  @Test
  void shouldSurviveTheEndsOfTime() {
    report("n1", Instant.MAX);
    report("n2", Instant.MIN);

    assertThat(clock.receivedAt("n1").plus(STALE)).isAfter(NOON);
    assertThat(clock.receivedAt("n2")).isEqualTo(Instant.EPOCH);
    assertThat(clock.nowFor("n1")).isAfter(NOON);
  }

  @Test
  void shouldPreferTheClockOfTheServer() {
    object("Pod/a", NOON);
    report("n1", NOON.minus(Duration.ofDays(9)), NOON.minusSeconds(30));

    assertThat(clock.receivedAt("n1")).isEqualTo(NOON.minusSeconds(30));
  }

  @Test
  void shouldExcuseByTheClockOfTheServerWhenSomeKubeletIsAhead() {
    object("Node/n2", NOON.plus(Duration.ofHours(1)));
    clock.object("Pod/a", NOON, NOON);
    clock.object(SavedClock.keyOfReport("n1"), NOON.minusSeconds(60), NOON.minusSeconds(60));
    report("n1", NOON.minusSeconds(61), NOON.minusSeconds(60));

    assertThat(ageOf("n1")).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void shouldNotExcuseByTheOwnWriteOfTheReport() {
    object("Pod/a", NOON);
    Instant written = NOON.minus(Duration.ofHours(1));
    clock.object(SavedClock.keyOfReport("n1"), written, written);
    report("n1", written, written);

    assertThat(ageOf("n1")).isEqualTo(Duration.ofHours(1));
  }

  private void object(String key, Instant newest) {
    clock.object(key, newest, null);
  }

  private void report(String node, Instant refreshedAt) {
    report(node, refreshedAt, null);
  }

  private void report(String node, Instant refreshedAt, @Nullable Instant written) {
    clock.report(node, refreshedAt, written);
  }

  private Duration ageOf(String node) {
    return Duration.between(clock.receivedAt(node), clock.nowFor(node));
  }
}
