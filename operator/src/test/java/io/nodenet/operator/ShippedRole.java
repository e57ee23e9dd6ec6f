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
import java.util.ArrayList;
import java.util.List;

/** The operator's rights as they are shipped, and clients that have these and no others. */
final class ShippedRole {

  static final String NAMESPACE = "nodenet-system";
  static final String USER = "system:serviceaccount:nodenet-system:nodenet-operator";
  static final List<String> GROUPS = List.of("system:serviceaccounts", "system:authenticated");

  private static final List<Path> MANIFESTS =
      List.of(
          Path.of("../deploy/base/30-operator-rbac.yaml"),
          Path.of("../deploy/overlays/flannel/operator-rbac.yaml"));

  private ShippedRole() {}

  /** The objects of the manifests. */
  static List<HasMetadata> load(KubernetesClient client) {
    List<HasMetadata> objects = new ArrayList<>();
    MANIFESTS.forEach(manifest -> objects.addAll(load(client, manifest)));
    return objects;
  }

  /** The objects of one manifest. */
  static List<HasMetadata> load(KubernetesClient client, Path manifest) {
    try (InputStream in = Files.newInputStream(manifest)) {
      return client.load(in).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies the manifests as they are; namespaces that are not theirs to make are made before. */
  static void install(KubernetesClient admin) {
    for (String namespace : List.of(NAMESPACE, "kube-flannel")) {
      admin
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .serverSideApply();
    }
    load(admin).forEach(object -> admin.resource(object).forceConflicts().serverSideApply());
  }

  /** As if somebody had left them out. */
  static void removeClusterCidrRoles(KubernetesClient admin) {
    load(admin).stream()
        .filter(object -> object.getMetadata().getName().equals("nodenet-operator-cluster-cidr"))
        .forEach(object -> admin.resource(object).delete());
  }

  /** A client that is the operator's service account; the caller closes it. */
  static KubernetesClient client(Interceptor... interceptors) {
    Config config = ApiServer.get().adminConfig();
    config.setRequestRetryBackoffLimit(0); // as the operator's own client
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
