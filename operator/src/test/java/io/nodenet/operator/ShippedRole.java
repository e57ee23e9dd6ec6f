package io.nodenet.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The operator's rights as they are shipped, and clients that have these and no others. */
final class ShippedRole {

  static final String NAMESPACE = "nodenet-system";
  static final String USER = "system:serviceaccount:nodenet-system:nodenet-operator";
  static final List<String> GROUPS = List.of("system:serviceaccounts", "system:authenticated");

  private static final Path MANIFEST = Path.of("../deploy/base/30-operator-rbac.yaml");

  private ShippedRole() {}

  /** The objects of the manifest. */
  static List<HasMetadata> load(KubernetesClient client) {
    try (InputStream in = Files.newInputStream(MANIFEST)) {
      return client.load(in).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies the manifest as it is. */
  static void install(KubernetesClient admin) {
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    load(admin).forEach(object -> admin.resource(object).forceConflicts().serverSideApply());
  }

  /** A client that is the operator's service account; the caller closes it. */
  static KubernetesClient client(Interceptor... interceptors) {
    Config config = ApiServer.get().adminConfig();
    config.setImpersonateUsername(USER);
    config.setImpersonateGroups(GROUPS.toArray(String[]::new));
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(http -> {
          for (Interceptor interceptor : interceptors) {
            http.addOrReplaceInterceptor(interceptor.getClass().getName(), interceptor);
          }
        })
        .build();
  }
}
