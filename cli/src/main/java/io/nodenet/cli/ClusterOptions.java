package io.nodenet.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nodenet.cli.cluster.ClusterException;
import io.nodenet.cli.cluster.Kubeconfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster is asked. */
final class ClusterOptions {

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig; default: the current one.")
  private @Nullable String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Kubeconfig; default: as for kubectl.")
  private @Nullable String kubeconfig;

  /** Whether any of them was given. */
  boolean given() {
    return context != null || kubeconfig != null;
  }

  /** A client that the caller closes. */
  KubernetesClient connect() throws ClusterException {
    return new KubernetesClientBuilder().withConfig(Kubeconfig.load(kubeconfig, context)).build();
  }
}
