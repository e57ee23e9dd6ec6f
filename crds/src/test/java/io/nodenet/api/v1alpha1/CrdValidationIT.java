package io.nodenet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    return files("accepted").map(file -> dynamicTest(name(file), () -> create(file)));
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuse() {
    create(RESOURCES.resolve("accepted/seed.yaml"));
    return files("refused").map(file -> dynamicTest(name(file), () -> refuse(file)));
  }

  @Test
  void shouldKeepEveryFieldOfTheSeed() {
    // Given
    Path file = RESOURCES.resolve("accepted/seed.yaml");
    GenericKubernetesResource sent = read(file, GenericKubernetesResource.class);

    // When
    create(file);

    // Then: nothing was pruned, and the records hold all of it
    NodeNetwork typed = CLIENT.resources(NodeNetwork.class).withName(SEED).require();
    assertThat(json(resource().require().get("spec"))).isEqualTo(json(sent.get("spec")));
    assertThat(json(typed.getSpec())).isEqualTo(json(sent.get("spec")));
  }

  @Test
  void shouldPruneWhatANewerAgentReports() {
    // Given
    create(RESOURCES.resolve("accepted/seed.yaml"));

    // When
    resource().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"novelty\":{\"a\":1}}}");

    // Then
    assertThat(resource().require().<Object>get("spec", "novelty")).isNull();
  }

  @Test
  void shouldReadAndReplaceAReportUnderANewerCrd() {
    // Given: a CRD that knows more than these records, and a report that uses it
    keepUnknownFields(true);
    create(RESOURCES.resolve("accepted/seed.yaml"));
    try {
      Awaitility.await("the newer CRD is served")
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> {
            resource().patch(mergePatch(), "{\"spec\":{\"novelty\":{\"a\":1}}}");
            return resource().require().get("spec", "novelty") != null;
          });

      // When
      NodeNetwork read = CLIENT.resources(NodeNetwork.class).withName(SEED).require();
      resource()
          .patch(
              PatchContext.of(PatchType.JSON),
              "[{\"op\":\"add\",\"path\":\"/spec\",\"value\":" + json(read.getSpec()) + "}]");

      // Then: the older reader saw all that it knows, and the older agent's report replaced the
      // whole
      assertThat(read.getSpec().veths()).hasSize(2);
      assertThat(resource().require().<Object>get("spec", "novelty")).isNull();
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

  private static void refuse(Path file) {
    JsonNode refusal = read(file, JsonNode.class);
    Consumer<String> patch =
        refusal.get("patch").has("status")
            ? body -> resource().subresource("status").patch(mergePatch(), body)
            : body -> resource().patch(mergePatch(), body);

    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class, () -> patch.accept(refusal.get("patch").toString()));

    assertThat(refused).as("the API server accepted it").isNotNull();
    assertThat(refused.getCode()).isEqualTo(422);
    assertThat(refused.getMessage()).contains(refusal.get("expect").textValue());
  }

  private static PatchContext mergePatch() {
    return PatchContext.of(PatchType.JSON_MERGE);
  }

  private static void create(Path file) {
    GenericKubernetesResource object = read(file, GenericKubernetesResource.class);
    CLIENT.resource(object).withTimeoutInMillis(10_000).delete();
    CLIENT.resource(object).create();
  }

  private static Resource<GenericKubernetesResource> resource() {
    return CLIENT.genericKubernetesResources("nodenet.io/v1alpha1", "NodeNetwork").withName(SEED);
  }

  private static JsonNode json(Object value) {
    // By way of text, so that an int equals a long of the same value.
    KubernetesSerialization serialization = CLIENT.getKubernetesSerialization();
    return serialization.unmarshal(serialization.asJson(value), JsonNode.class);
  }

  private static <T> T read(Path file, Class<T> type) {
    try (InputStream in = Files.newInputStream(file)) {
      return CLIENT.getKubernetesSerialization().unmarshal(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(String directory) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(directory))) {
      return List.copyOf(files.sorted().toList()).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
