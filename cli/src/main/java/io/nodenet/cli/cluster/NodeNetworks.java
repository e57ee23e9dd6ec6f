package io.nodenet.cli.cluster;

import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The NodeNetworks of a cluster; reads in pages, so that a big cluster is no big answer. */
public final class NodeNetworks {

  private static final long PAGE = 250;

  private final KubernetesClient client;
  private final String server;

  /** Asks through {@code client}, which the caller closes. */
  public NodeNetworks(KubernetesClient client) {
    this.client = client;
    this.server = client.getConfiguration().getMasterUrl().replaceFirst("/+$", "");
  }

  /** All of them. */
  public List<NodeNetwork> all() throws ClusterException {
    List<NodeNetwork> all = new ArrayList<>();
    @Nullable String next = null;
    do {
      KubernetesResourceList<NodeNetwork> page = page(next, PAGE);
      all.addAll(page.getItems());
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return all;
  }

  /** The one of that node. */
  public NodeNetwork of(String node) throws ClusterException {
    NodeNetwork found;
    try {
      found = client.resources(NodeNetwork.class).withName(node).get();
    } catch (KubernetesClientException e) {
      throw Failure.of(e, server);
    }
    if (found == null) {
      // The client tells an absent object from an absent kind no more; a list does.
      page(null, 1);
      throw new ClusterException(
          "no NodeNetwork \"" + node + "\" on " + server + ": it is named like its Node");
    }
    return found;
  }

  private KubernetesResourceList<NodeNetwork> page(@Nullable String from, long size)
      throws ClusterException {
    try {
      return client
          .resources(NodeNetwork.class)
          .list(new ListOptionsBuilder().withLimit(size).withContinue(from).build());
    } catch (KubernetesClientException e) {
      throw Failure.of(e, server);
    }
  }
}
