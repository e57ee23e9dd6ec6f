package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs.Location;
import io.nodenet.operator.LogKeys;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads the ConfigMaps that say what the cluster CIDR is, each by its name: the shipped roles grant
 * nothing else.
 *
 * <p>One that is not there, or that we may not read, counts as absent; most clusters lack some of
 * them. One that nobody answered for stays as it was last read, since an API server in trouble says
 * nothing about the network. What becomes of each is logged when it changes, not each time. It does
 * not throw, whatever the answer is. For one thread.
 */
final class ClusterCidrReader {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterCidrReader.class);

  private final KubernetesClient client;
  private final Map<Location, Answer> answers = new HashMap<>();
  private final Map<Location, ConfigMap> present = new HashMap<>();

  ClusterCidrReader(KubernetesClient client) {
    this.client = client;
  }

  /** What asking for one ConfigMap came to. */
  private enum Answer {
    PRESENT,
    ABSENT,
    FORBIDDEN,
    NO_ANSWER
  }

  /**
   * What asking for all of them came to.
   *
   * @param complete whether there was an answer about each
   */
  record Reading(ConfiguredClusterCidrs configured, boolean complete) {}

  /** Asks for all of them, one after the other. */
  Reading read() {
    boolean complete = true;
    for (Location location : ConfiguredClusterCidrs.locations()) {
      Answer answer = ask(location);
      complete &= answer != Answer.NO_ANSWER;
    }
    return new Reading(ConfiguredClusterCidrs.of(present.values()), complete);
  }

  private Answer ask(Location location) {
    try {
      ConfigMap map =
          client.configMaps().inNamespace(location.namespace()).withName(location.name()).get();
      if (map != null) {
        present.put(location, map);
        return note(location, Answer.PRESENT, null);
      }
      present.remove(location);
      return note(location, Answer.ABSENT, null);
    } catch (RuntimeException e) {
      if (e instanceof KubernetesClientException refusal
          && refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        present.remove(location);
        return note(location, Answer.FORBIDDEN, null);
      }
      // Interrupted: the operator stops, and nobody is to blame.
      return Thread.currentThread().isInterrupted()
          ? Answer.NO_ANSWER
          : note(location, Answer.NO_ANSWER, e);
    }
  }

  private Answer note(Location location, Answer answer, @Nullable Exception failure) {
    Answer before = answers.put(location, answer);
    if (answer != before) {
      // On the first look most are absent, and none of our business.
      boolean expected = before == null && answer == Answer.ABSENT;
      LOGGER
          .atLevel(failure != null ? Level.WARN : expected ? Level.DEBUG : Level.INFO)
          .setCause(failure)
          .addKeyValue(LogKeys.NAME, location)
          .addKeyValue(LogKeys.ANSWER, answer)
          .log("ConfigMap asked for the cluster CIDR");
    }
    return answer;
  }
}
