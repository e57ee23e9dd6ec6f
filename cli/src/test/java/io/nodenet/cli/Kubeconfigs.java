package io.nodenet.cli;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Kubeconfigs of users with few rights, or none. */
final class Kubeconfigs {

  private Kubeconfigs() {}

  /** One of a service account that may do nothing. */
  static Path ofNobody(KubernetesClient admin, Path directory) throws IOException {
    admin
        .serviceAccounts()
        .inNamespace("default")
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName("nobody").endMetadata().build())
        .serverSideApply();
    String token =
        admin
            .serviceAccounts()
            .inNamespace("default")
            .withName("nobody")
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    return withToken(admin, directory, token);
  }

  /** One for the same API server with another token. */
  static Path withToken(KubernetesClient admin, Path directory, String token) throws IOException {
    Config config = admin.getConfiguration();
    String authority = config.getCaCertData();
    if (authority == null) {
      byte[] file = Files.readAllBytes(Path.of(config.getCaCertFile()));
      authority = Base64.getEncoder().encodeToString(file);
    }
    return write(directory, config.getMasterUrl(), authority, token);
  }

  /** One for any address. */
  static Path write(Path directory, String server, String authority, String token)
      throws IOException {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: test}}]
        clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: test, user: {token: "%s"}}]
        """
            .formatted(server, authority, token);
    Path file = Files.createTempFile(directory, "kubeconfig", ".yaml");
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
