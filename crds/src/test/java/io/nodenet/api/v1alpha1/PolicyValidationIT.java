package io.nodenet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodenet.testing.ApiServer;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which policies a real API server accepts, and in what words it refuses the others. */
@Tag("apiserver")
class PolicyValidationIT {

  private static final Path RESOURCES = Path.of("src/test/resources/policies");
  private static final Path COMPLETE = RESOURCES.resolve("accepted/complete.yaml");
  private static final String NAME = "complete";

  private static final KubernetesClient CLIENT = ApiServer.get().adminClient();
  private static final Cases CASES = new Cases(CLIENT, RESOURCES, "NetworkAuditPolicy");

  @BeforeAll
  static void installCrds() {
    ApiServer.get().installCrds(Path.of("manifests"));
  }

  @AfterAll
  static void closeClient() {
    CLIENT.close();
  }

  @TestFactory
  Stream<DynamicTest> shouldAccept() {
    return CASES
        .files("accepted")
        .map(file -> dynamicTest(file.getFileName().toString(), () -> CASES.create(file)));
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuse() {
    CASES.create(COMPLETE);
    return CASES
        .files("refused")
        .map(file -> dynamicTest(file.getFileName().toString(), () -> CASES.refuse(file, NAME)));
  }

  @Test
  void shouldKeepEveryFieldOfACompletePolicy() {
    // Given
    GenericKubernetesResource sent = CASES.read(COMPLETE, GenericKubernetesResource.class);

    // When
    CASES.create(COMPLETE);

    // Then: nothing was pruned or added, and the records hold all of it
    NetworkAuditPolicy typed = CLIENT.resources(NetworkAuditPolicy.class).withName(NAME).require();
    assertThat(CASES.json(CASES.resource(NAME).require().get("spec")))
        .isEqualTo(CASES.json(sent.get("spec")));
    assertThat(CASES.json(typed.getSpec())).isEqualTo(CASES.json(sent.get("spec")));
  }

  @Test
  void shouldNameEveryCheckWhenOneIsMistyped() {
    // Given
    CASES.create(COMPLETE);

    // When
    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                CASES
                    .resource(NAME)
                    .patch(
                        Cases.mergePatch(),
                        "{\"spec\":{\"checks\":[{\"name\":\"RouteMising\"}]}}"));

    // Then
    assertThat(refused.getMessage())
        .contains(Stream.of(CheckName.values()).map(check -> "\"" + check + "\"").toList());
  }

  @Test
  void shouldLetTwoOwnersEachHoldTheirOwnChecks() {
    // Given
    CLIENT.resources(NetworkAuditPolicy.class).withName("shared").delete();
    apply("platform", "[{\"name\":\"RouteStale\",\"severity\":\"Error\"}]");
    apply("team", "[{\"name\":\"NetnsLeaked\",\"enabled\":false}]");

    // When
    apply("platform", "[{\"name\":\"RouteStale\",\"forSeconds\":300}]");

    // Then: each entry is that of its owner, and what an owner leaves out is gone
    NetworkAuditPolicy shared =
        CLIENT.resources(NetworkAuditPolicy.class).withName("shared").require();
    assertThat(shared.getSpec().checks())
        .containsExactlyInAnyOrder(
            new PolicyCheck("RouteStale", null, null, 300),
            new PolicyCheck("NetnsLeaked", false, null, null));
  }

  @Test
  void shouldAcceptTheLargestPolicy() {
    // Given: rules cost time by the item, and the API server ends those that cost too much
    CASES.create(COMPLETE);
    String checks =
        Stream.of(CheckName.values())
            .map(check -> "{\"name\":\"" + check + "\",\"severity\":\"Info\"}")
            .collect(Collectors.joining(","));
    String names =
        Stream.of(CheckName.values())
            .map(check -> "\"" + check + "\"")
            .collect(Collectors.joining(","));
    String exceptions =
        IntStream.range(0, 64).mapToObj(i -> exception(i, names)).collect(Collectors.joining(","));

    // When
    CASES
        .resource(NAME)
        .patch(
            Cases.mergePatch(),
            "{\"spec\":{\"checks\":[%s],\"exceptions\":[%s]}}".formatted(checks, exceptions));

    // Then
    NetworkAuditPolicySpec spec =
        CLIENT.resources(NetworkAuditPolicy.class).withName(NAME).require().getSpec();
    assertThat(spec.checks()).hasSize(CheckName.values().length);
    assertThat(spec.exceptions()).hasSize(64);
    assertThat(spec.exceptions().getLast().subjects()).hasSize(64);
  }

  private static String exception(int number, String checks) {
    String subjects =
        IntStream.range(0, 64)
            .mapToObj(i -> "\"" + "s".repeat(60) + i + "*\"")
            .collect(Collectors.joining(","));
    String labels =
        IntStream.range(0, 32)
            .mapToObj(i -> "\"example.com/%d\":\"%s\"".formatted(i, "v".repeat(63)))
            .collect(Collectors.joining(","));
    return """
    {"name": "e%d", "checks": [%s], "subjects": [%s], "reason": "%s",
     "expires": "2026-12-31T00:00:00Z", "nodeSelector": {"matchLabels": {%s}}}
    """
        .formatted(number, checks, subjects, "r".repeat(512), labels);
  }

  private static void apply(String owner, String checks) {
    CLIENT
        .resource(
            CLIENT
                .getKubernetesSerialization()
                .unmarshal(
                    """
                    {"apiVersion": "nodenet.io/v1alpha1", "kind": "NetworkAuditPolicy",
                     "metadata": {"name": "shared"}, "spec": {"checks": %s}}
                    """
                        .formatted(checks),
                    GenericKubernetesResource.class))
        .fieldManager(owner)
        .serverSideApply();
  }
}
