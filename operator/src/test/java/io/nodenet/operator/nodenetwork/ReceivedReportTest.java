package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;
import static io.nodenet.operator.nodenetwork.Facts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReceivedReportTest {

  private static final String CIDR = "10.244.0.0/16";
  private static final Instant NOW = T0.plusSeconds(300);

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void shouldTakeTheServersTimeForAReportThatWasThereBeforeUs() {
    // When
    ReceivedReport report = ReceivedReport.of(network("u", 4, "boot", T0), null, clock);

    // Then
    assertThat(report.receivedAt()).isEqualTo(T0);
  }

  @Test
  void shouldNotBelieveAServerTimeInTheFuture() {
    // When
    ReceivedReport report =
        ReceivedReport.of(network("u", 4, "boot", NOW.plusSeconds(99)), null, clock);

    // Then
    assertThat(report.receivedAt()).isEqualTo(NOW);
  }

  @Test
  void shouldTakeOurOwnTimeForAReportThatChangesWhileWeWatch() {
    // Given
    ReceivedReport before = ReceivedReport.of(network("u", 4, "boot", T0), null, clock);

    // When
    ReceivedReport after = ReceivedReport.of(network("u", 5, "boot", T0), before, clock);

    // Then
    assertThat(after.receivedAt()).isEqualTo(NOW);
    assertThat(after.newBootAt()).isNull();
  }

  @Test
  void shouldNotGoBackToAnOlderReportOfTheSameObject() {
    // Given
    ReceivedReport before = ReceivedReport.of(network("u", 4, "boot", T0), null, clock);

    // When
    ReceivedReport after = ReceivedReport.of(network("u", 3, "boot", T0), before, clock);

    // Then
    assertThat(after).isEqualTo(before);
  }

  @Test
  void shouldNotTakeAnotherObjectForALaterReport() {
    // Given
    ReceivedReport before = ReceivedReport.of(network("u", 4, "boot", T0), null, clock);

    // When
    ReceivedReport successor = ReceivedReport.of(network("v", 5, "boot", T0), before, clock);

    // Then
    assertThat(successor.isLaterThan(before)).isFalse();
  }

  @Test
  void shouldNotTakeAStatusWriteForAReport() {
    // Given
    ReceivedReport before = ReceivedReport.of(network("u", 4, "boot", T0), null, clock);

    // When
    ReceivedReport after = ReceivedReport.of(network("u", 4, "boot", T0), before, clock);

    // Then
    assertThat(after).isSameAs(before);
  }

  @Test
  void shouldNoteWhenTheBootIdChanges() {
    // Given
    ReceivedReport before = ReceivedReport.of(network("u", 4, "boot", T0), null, clock);

    // When
    ReceivedReport after = ReceivedReport.of(network("u", 5, "next boot", T0), before, clock);

    // Then
    assertThat(after.newBootAt()).isEqualTo(NOW);
  }

  @Test
  void shouldBeginAnewWithAnotherObjectOfTheSameName() {
    // Given
    ReceivedReport before = ReceivedReport.of(network("u", 4, "boot", T0), null, clock);

    // When
    ReceivedReport after = ReceivedReport.of(network("v", 4, "next boot", T0), before, clock);

    // Then
    assertThat(after.newBootAt()).isNull();
    assertThat(after.uid()).isEqualTo("v");
  }

  @Test
  void shouldBelongToTheRegistrationOfTheNodeThatOwnsIt() {
    // Given
    ReceivedReport report = ReceivedReport.of(network("u", 4, "boot", T0), null, clock);

    // When
    boolean own = report.belongsTo(new NodeIdentity("node-uid", T0));
    boolean other = report.belongsTo(new NodeIdentity("other-uid", T0));

    // Then
    assertThat(own).isTrue();
    assertThat(other).isFalse();
  }

  private static NodeNetwork network(String uid, long generation, String boot, Instant written) {
    var network = new NodeNetwork();
    network.setMetadata(
        new ObjectMetaBuilder()
            .withName("n1")
            .withUid(uid)
            .withGeneration(generation)
            .withCreationTimestamp(T0.minusSeconds(900).toString())
            .withOwnerReferences(
                new OwnerReferenceBuilder().withKind("Node").withUid("node-uid").build())
            .withManagedFields(
                new ManagedFieldsEntryBuilder()
                    .withManager("nodenet-agent")
                    .withTime(written.toString())
                    .build(),
                new ManagedFieldsEntryBuilder()
                    .withManager("nodenet-operator")
                    .withTime(NOW.toString())
                    .build())
            .build());
    network.setSpec(spec(boot, CIDR));
    return network;
  }
}
