package io.nodenet.e2e;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpHeaders;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agent's service account as a thief of one of its tokens would use it: any request, sent as it
 * is, without the client library's own reads before a write.
 */
final class AgentAccount implements AutoCloseable {

  static final String NAMESPACE = "nodenet-system";
  static final String NAME = "nodenet-agent";
  static final String JSON_PATCH = "application/json-patch+json";

  private static final String REPORTS = "apis/nodenet.io/v1alpha1/nodenetworks";

  private final KubernetesClient client;

  private AgentAccount(KubernetesClient client) {
    this.client = client;
  }

  /** What the server said. */
  record Answer(int code, String body) {}

  /** The account with a token bound to an object, or to none: then the token names no node. */
  static AgentAccount boundTo(KubernetesClient admin, @Nullable String kind, String name) {
    var request = new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L);
    if (kind != null) {
      request =
          request
              .withNewBoundObjectRef()
              .withApiVersion("v1")
              .withKind(kind)
              .withName(name)
              .endBoundObjectRef();
    }
    String token =
        admin
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(NAME)
            .tokenRequest(request.endSpec().build())
            .getStatus()
            .getToken();
    Config trusted = admin.getConfiguration();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(trusted.getMasterUrl())
            .withCaCertData(trusted.getCaCertData())
            .withCaCertFile(trusted.getCaCertFile())
            .withOauthToken(token)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new AgentAccount(new KubernetesClientBuilder().withConfig(config).build());
  }

  /** Sends a JSON Patch to a NodeNetwork, or to a subresource as in {@code n1/status}. */
  Answer patch(String path, String patch) {
    return send("PATCH", "/" + path + "?fieldManager=nodenet-agent", JSON_PATCH, patch);
  }

  /** Posts an object without a report. */
  Answer create(String name) {
    return send("POST", "", "application/json", object(name));
  }

  /** Applies an object without a report by server-side apply, which creates what is absent. */
  Answer apply(String name) {
    String query = "?fieldManager=nodenet-agent&force=true";
    return send("PATCH", "/" + name + query, "application/apply-patch+yaml", object(name));
  }

  /** Sends any request; the path is relative to the list of NodeNetworks. */
  Answer send(String method, String path, String contentType, @Nullable String body) {
    var request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(client.getConfiguration().getMasterUrl() + REPORTS + path))
            .header(StandardHttpHeaders.CONTENT_TYPE, contentType)
            .method(method, contentType, body)
            .build();
    HttpResponse<String> response =
        client
            .getHttpClient()
            .sendAsync(request, String.class)
            .orTimeout(30, TimeUnit.SECONDS)
            .join();
    return new Answer(response.code(), response.body());
  }

  private static String object(String name) {
    return """
    {"apiVersion": "nodenet.io/v1alpha1", "kind": "NodeNetwork", "metadata": {"name": "%s"}}
    """
        .formatted(name);
  }

  @Override
  public void close() {
    client.close();
  }
}
