package io.nodenet.cli.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodenet.cli.saved.FreshObjects;
import io.nodenet.cli.saved.SavedCluster;
import io.nodenet.cli.saved.UnusableInputException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a cluster what the path between some pods depends on: those pods, the pods of their
 * nodes, pods that have one of their addresses, all Nodes and all NodeNetworks.
 *
 * <p>Of a pod that is not there the others of its namespace are read, so that a misspelt name can
 * be told. Lists come in pages; changes nothing.
 */
public final class PodSurroundings {

  private static final String PODS = "/api/v1/pods";
  private static final String NETWORKS = "/apis/nodenet.io/v1alpha1/nodenetworks";
  private static final int PAGE = 250;

  private final KubernetesClient client;
  private final String server;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();
  private final FreshObjects objects = new FreshObjects();
  private final Set<String> nodes = new TreeSet<>();
  private final Set<String> addresses = new TreeSet<>();

  /** Asks through {@code client}, which the caller closes. */
  public PodSurroundings(KubernetesClient client, Clock clock) {
    this.client = client;
    this.server = client.getConfiguration().getMasterUrl().replaceFirst("/+$", "");
    this.clock = clock;
  }

  /** The cluster around pods that are given as namespace/name. */
  public SavedCluster read(List<String> pods) throws ClusterException, UnusableInputException {
    for (String pod : pods) {
      int slash = pod.indexOf('/');
      readPod(pod.substring(0, slash), pod.substring(slash + 1));
    }
    for (String node : nodes) {
      list(PODS, "spec.nodeName=" + node);
    }
    for (String address : addresses) {
      list(PODS, "status.podIP=" + address);
    }
    list("/api/v1/nodes", "");
    list(NETWORKS, "");
    return objects.cluster(server, clock.instant());
  }

  private void readPod(String namespace, String name)
      throws ClusterException, UnusableInputException {
    String all = "/api/v1/namespaces/" + namespace + "/pods";
    String found = get(all + "/" + name);
    if (found == null) {
      list(all, "");
      return;
    }
    objects.add(server, found);
    JsonNode pod = tree(found);
    note(pod.at("/spec/nodeName"), nodes);
    if (!pod.at("/spec/hostNetwork").asBoolean()) {
      note(pod.at("/status/podIP"), addresses);
    }
  }

  private static void note(JsonNode text, Set<String> where) {
    if (!text.asText().isEmpty()) {
      where.add(text.asText());
    }
  }

  private void list(String path, String fieldSelector)
      throws ClusterException, UnusableInputException {
    String next = "";
    do {
      String query =
          "?limit="
              + PAGE
              + parameter("fieldSelector", fieldSelector)
              + parameter("continue", next);
      String page = get(path + query);
      if (page == null) {
        throw new ClusterException(
            path.equals(NETWORKS)
                ? server
                    + " knows no nodenetworks.nodenet.io: the CRDs of nodenet are not installed"
                : server + " knows no " + path);
      }
      objects.add(server, page);
      next = tree(page).at("/metadata/continue").asText();
    } while (!next.isEmpty());
  }

  private static String parameter(String name, String value) {
    return value.isEmpty()
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** What the API server answers; absent: there is no such thing. */
  private @Nullable String get(String uri) throws ClusterException {
    try {
      return client.raw(uri);
    } catch (KubernetesClientException e) {
      throw Failure.of(e, server);
    }
  }

  private JsonNode tree(String text) throws ClusterException {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ClusterException(server + " answers no JSON: " + Failure.root(e));
    }
  }
}
