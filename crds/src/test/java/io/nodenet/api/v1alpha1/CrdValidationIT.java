package io.nodenet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nodenet.testing.ApiServer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a real API server accepts, prunes and refuses under the committed CRD. */
@Tag("apiserver")
class CrdValidationIT {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final String SEED = "10.30.180.56";

  private static final KubernetesClient CLIENT = ApiServer.get().adminClient();
  private static final Cases CASES = new Cases(CLIENT, RESOURCES, "NodeNetwork");

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
    CASES.create(RESOURCES.resolve("accepted/seed.yaml"));
    return CASES
        .files("refused")
        .map(file -> dynamicTest(file.getFileName().toString(), () -> CASES.refuse(file, SEED)));
  }

  @Test
  void shouldKeepEveryFieldOfTheSeed() {
    // Given
    Path file = RESOURCES.resolve("accepted/seed.yaml");
    GenericKubernetesResource sent = CASES.read(file, GenericKubernetesResource.class);

    // When
    CASES.create(file);

    // Then: nothing was pruned, and the records hold all of it
    NodeNetwork typed = CLIENT.resources(NodeNetwork.class).withName(SEED).require();
    assertThat(CASES.json(CASES.resource(SEED).require().get("spec")))
        .isEqualTo(CASES.json(sent.get("spec")));
    assertThat(CASES.json(typed.getSpec())).isEqualTo(CASES.json(sent.get("spec")));
  }

  @Test
  void shouldPruneWhatANewerAgentReports() {
    // Given
    CASES.create(RESOURCES.resolve("accepted/seed.yaml"));

    // When
    CASES
        .resource(SEED)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"novelty\":{\"a\":1}}}");

    // Then
    assertThat(CASES.resource(SEED).require().<Object>get("spec", "novelty")).isNull();
  }

  @Test
  void shouldReadAndReplaceAReportUnderANewerCrd() {
    // Given: a CRD that knows more than these records, and a report that uses it
    keepUnknownFields(true);
    CASES.create(RESOURCES.resolve("accepted/seed.yaml"));
    try {
      Awaitility.await("the newer CRD is served")
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> {
            CASES.resource(SEED).patch(Cases.mergePatch(), "{\"spec\":{\"novelty\":{\"a\":1}}}");
            return CASES.resource(SEED).require().get("spec", "novelty") != null;
          });

      // When
      NodeNetwork read = CLIENT.resources(NodeNetwork.class).withName(SEED).require();
      CASES
          .resource(SEED)
          .patch(
              PatchContext.of(PatchType.JSON),
              "[{\"op\":\"add\",\"path\":\"/spec\",\"value\":" + CASES.json(read.getSpec()) + "}]");

      // Then: the older reader saw all that it knows, and the older agent's report replaced the
      // whole
      assertThat(read.getSpec().veths()).hasSize(2);
      assertThat(CASES.resource(SEED).require().<Object>get("spec", "novelty")).isNull();
    } finally {
      keepUnknownFields(null);
    }
  }

  /** Makes the installed CRD one that knows fields which these records do not. */
  private static void keepUnknownFields(@Nullable Boolean keep) {
    CLIENT
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("nodenetworks.nodenet.io")
        .edit(crd -> {
          Objects.requireNonNull(
                  crd.getSpec()
                      .getVersions()
                      .getFirst()
                      .getSchema()
                      .getOpenAPIV3Schema()
                      .getProperties()
                      .get("spec"))
              .setXKubernetesPreserveUnknownFields(keep);
          return crd;
        });
  }

  @Test
  void shouldAcceptTheLargestReportOfEachList() throws ReflectiveOperationException {
    // Given: rules cost time by the item, and the API server ends those that cost too much
    NodeNetwork seed = CASES.read(RESOURCES.resolve("accepted/seed.yaml"), NodeNetwork.class);
    CASES.create(RESOURCES.resolve("accepted/seed.yaml"));

    for (String list : LargestReport.lists()) {
      // When
      String patch = LargestReport.patch(CASES.json(seed.getSpec()), list);
      CASES.resource(SEED).patch(Cases.mergePatch(), patch);

      // Then
      assertThat(CASES.resource(SEED).require().<java.util.List<?>>get("spec", list))
          .as(list)
          .hasSize(LargestReport.most(list));
    }
  }
}
