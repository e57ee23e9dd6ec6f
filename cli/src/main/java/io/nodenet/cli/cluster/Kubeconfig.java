package io.nodenet.cli.cluster;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the API server as kubectl does: {@code --kubeconfig}, {@code KUBECONFIG}, {@code
 * ~/.kube/config}, or the service account of a pod. Where the client library would quietly fall
 * back to something else, this says no.
 */
public final class Kubeconfig {

  private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 30_000;

  private Kubeconfig() {}

  /** The configuration of a client. */
  public static Config load(@Nullable String file, @Nullable String context)
      throws ClusterException {
    Config config = file == null ? fromEnvironment(context) : fromFile(new File(file), context);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setRequestTimeout(REQUEST_TIMEOUT_MILLIS);
    config.setRequestRetryBackoffLimit(0);
    return config;
  }

  private static Config fromFile(File file, @Nullable String context) throws ClusterException {
    if (!file.isFile()) {
      throw new ClusterException("kubeconfig " + file + ": no such file");
    }
    try {
      return checked(Config.fromKubeconfig(context, file), context, file.toString());
    } catch (RuntimeException e) {
      throw new ClusterException("kubeconfig " + file + " cannot be read: " + Failure.root(e));
    }
  }

  private static Config fromEnvironment(@Nullable String context) throws ClusterException {
    Collection<String> names = Config.getKubeconfigFilenames();
    boolean any = names.stream().anyMatch(name -> new File(name).isFile());
    boolean inCluster = System.getenv("KUBERNETES_SERVICE_HOST") != null;
    if (!any && !inCluster) {
      throw new ClusterException(
          "no kubeconfig: "
              + String.join(", ", names)
              + " does not exist; give one with --kubeconfig or KUBECONFIG");
    }
    try {
      Config config = Config.autoConfigure(context);
      return any ? checked(config, context, String.join(", ", names)) : config;
    } catch (RuntimeException e) {
      throw new ClusterException("kubeconfig cannot be read: " + Failure.root(e));
    }
  }

  private static Config checked(Config config, @Nullable String context, String where)
      throws ClusterException {
    NamedContext current = config.getCurrentContext();
    if (context != null && (current == null || !context.equals(current.getName()))) {
      throw new ClusterException("kubeconfig " + where + ": no context \"" + context + "\"");
    }
    if (current == null) {
      throw new ClusterException(
          "kubeconfig " + where + ": no current context; name one with --context");
    }
    return config;
  }
}
