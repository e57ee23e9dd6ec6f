package io.nodenet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Objects in files, and what a real API server makes of them. */
record Cases(KubernetesClient client, Path directory, String kind) {

  static PatchContext mergePatch() {
    return PatchContext.of(PatchType.JSON_MERGE);
  }

  Stream<Path> files(String name) {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return List.copyOf(files.filter(Files::isRegularFile).sorted().toList()).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates it, in place of one that is there. */
  void create(Path file) {
    GenericKubernetesResource object = read(file, GenericKubernetesResource.class);
    client.resource(object).withTimeoutInMillis(10_000).delete();
    client.resource(object).create();
  }

  /** Merges the patch of that file into the object, which must be refused as the file says. */
  void refuse(Path file, String name) {
    JsonNode refusal = read(file, JsonNode.class);
    Consumer<String> patch =
        refusal.get("patch").has("status")
            ? body -> resource(name).subresource("status").patch(mergePatch(), body)
            : body -> resource(name).patch(mergePatch(), body);

    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class, () -> patch.accept(refusal.get("patch").toString()));

    assertThat(refused).as("the API server accepted it").isNotNull();
    assertThat(refused.getCode()).isEqualTo(422);
    assertThat(refused.getMessage()).contains(refusal.get("expect").textValue());
  }

  Resource<GenericKubernetesResource> resource(String name) {
    return client.genericKubernetesResources("nodenet.io/v1alpha1", kind).withName(name);
  }

  JsonNode json(Object value) {
    // By way of text, so that an int equals a long of the same value.
    KubernetesSerialization serialization = client.getKubernetesSerialization();
    return serialization.unmarshal(serialization.asJson(value), JsonNode.class);
  }

  <T> T read(Path file, Class<T> type) {
    try (InputStream in = Files.newInputStream(file)) {
      return client.getKubernetesSerialization().unmarshal(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
