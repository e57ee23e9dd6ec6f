package io.nodenet.agent.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Replaces {@code spec} of one NodeNetwork by a JSON Patch, with the single verb {@code patch}.
 *
 * <p>Not through the typed client, which reads before it patches, nor by server-side apply, which
 * answers a field that the CRD lacks with 500. The client's own HTTP layer keeps credentials, TLS
 * and proxies the library's business. For one thread at a time.
 */
public final class KubernetesReportSink implements ReportSink {

  private static final String FIELD_MANAGER = "nodenet-agent";
  private static final String JSON_PATCH = "application/json-patch+json";
  private static final int MAX_MESSAGE = 512;
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Client client;
  private final URI uri;
  private final Duration timeout;

  /**
   * Writes to the object of that Node.
   *
   * @param client stays the caller's to close; its own retries must be off
   */
  public KubernetesReportSink(Client client, String nodeName, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
    String base = client.getMasterUrl().toString().replaceAll("/+$", "");
    this.uri =
        URI.create(
            String.format(
                Locale.ROOT,
                "%s/apis/%s/%s/nodenetworks/%s?fieldManager=%s",
                base,
                NodeNetwork.GROUP,
                NodeNetwork.VERSION,
                nodeName,
                FIELD_MANAGER));
  }

  @Override
  public PatchOutcome write(String specJson) {
    String patch = "[{\"op\":\"add\",\"path\":\"/spec\",\"value\":" + specJson + "}]";
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri)
            .method("PATCH", JSON_PATCH, patch)
            .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        client.getHttpClient().sendAsync(request, String.class);
    try {
      return outcome(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new PatchOutcome.Unavailable("the agent is being stopped");
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new PatchOutcome.Unavailable("no answer within " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new PatchOutcome.Unavailable(reason(e));
    }
  }

  private static PatchOutcome outcome(HttpResponse<String> response) {
    int code = response.code();
    if (response.isSuccessful()) {
      return new PatchOutcome.Accepted();
    }
    String retryAfter = response.header("Retry-After");
    if (code == 429 || (code == 503 && retryAfter != null)) {
      return new PatchOutcome.Throttled(seconds(retryAfter == null ? "" : retryAfter));
    }
    String message = message(response);
    if (code == 404 && message.contains("nodenetworks.nodenet.io")) {
      return new PatchOutcome.ObjectAbsent();
    }
    return code >= 500
        ? new PatchOutcome.Unavailable(code + ": " + message)
        : new PatchOutcome.Refused(code, message);
  }

  private static Duration seconds(String retryAfter) {
    if (!retryAfter.matches("[0-9]{1,6}")) {
      return DEFAULT_RETRY_AFTER;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(retryAfter));
    return asked.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : asked;
  }

  /** The message of the Status object, or the beginning of whatever came instead. */
  private static String message(HttpResponse<String> response) {
    String body = response.body() == null ? "" : response.body();
    String text = body;
    try {
      JsonNode status = MAPPER.readTree(body);
      if (status != null && status.path("message").isTextual()) {
        text = status.path("message").textValue();
      }
    } catch (IOException e) {
      // A proxy's page, or half an answer: shown as it is.
      text = body;
    }
    return printable(text);
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return printable(
        cause.getMessage() == null
            ? "the connection failed"
            : "the connection failed: " + cause.getMessage());
  }

  private static String printable(String text) {
    String line = text.replaceAll("[^ -~]", "?");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "...";
  }
}
