package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.operator.LogKeys;
import io.nodenet.operator.nodenetwork.Transitions.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of transitions as Events of {@code events.k8s.io/v1} about the NodeNetwork, which {@code
 * kubectl describe nodenetwork} shows, or about the Node.
 *
 * <p>The same thing told again within an hour becomes a series of the first Event. Any thread may
 * call it; Events are sent by the executor, and none of its failures reaches a verdict: an Event
 * that cannot be sent is lost, with a line in the log.
 */
final class EventRecorder {

  private static final Logger LOGGER = LoggerFactory.getLogger(EventRecorder.class);

  /** Where Events about cluster-scoped objects must stand. */
  private static final String NAMESPACE = "default";

  private static final String CONTROLLER = "nodenet.io/operator";
  private static final int LONGEST_NOTE = 1024;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_INSTANCE = 128;
  private static final int REMEMBERED = 1000;
  private static final Duration SERIES = Duration.ofHours(1);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final Executor executor;
  private final String instance;
  private final Clock clock;

  /** Touched by the executor's only thread. */
  private final Map<Key, Sent> sent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Sent> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Key(String uid, String reason, String subject) {}

  private record Sent(Event first, int count, Instant last) {}

  /**
   * @param executor of one thread, with a bounded queue
   * @param instance which replica speaks
   */
  EventRecorder(KubernetesClient client, Executor executor, String instance, Clock clock) {
    this.client = client;
    this.executor = executor;
    this.instance =
        instance.length() > LONGEST_INSTANCE ? instance.substring(0, LONGEST_INSTANCE) : instance;
    this.clock = clock;
  }

  /** Tells what has changed from one status to the next. */
  void record(NodeNetwork network, @Nullable NodeNetworkStatus before, NodeNetworkStatus after) {
    ObjectReference about =
        new ObjectReferenceBuilder()
            .withApiVersion(network.getApiVersion())
            .withKind(network.getKind())
            .withName(network.getMetadata().getName())
            .withUid(network.getMetadata().getUid())
            .build();
    Transitions.between(before, after).forEach(transition -> tell(about, transition));
  }

  /** Tells of something about a Node; kubectl describe looks for its name in the place of a uid. */
  void recordOnNode(String node, Transition transition) {
    tell(
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(node)
            .withUid(node)
            .build(),
        transition);
  }

  private void tell(ObjectReference about, Transition transition) {
    try {
      executor.execute(() -> send(about, transition));
    } catch (RejectedExecutionException e) {
      LOGGER
          .atWarn()
          .addKeyValue(LogKeys.NODE, about.getName())
          .addKeyValue(LogKeys.REASON, transition.reason())
          .log("too many Events, one is lost");
    }
  }

  private void send(ObjectReference about, Transition transition) {
    Instant now = clock.instant();
    var key = new Key(about.getUid(), transition.reason(), transition.subject());
    Sent previous = sent.get(key);
    Sent next =
        previous != null && previous.last().plus(SERIES).isAfter(now)
            ? new Sent(previous.first(), previous.count() + 1, now)
            : new Sent(event(about, transition, now), 1, now);
    Event event = next.count() == 1 ? next.first() : inSeries(next);
    try {
      client
          .resource(event)
          .inNamespace(NAMESPACE)
          .fieldManager(StatusWriter.MANAGER)
          .forceConflicts()
          .serverSideApply();
      sent.put(key, next);
    } catch (KubernetesClientException e) {
      LOGGER
          .atWarn()
          .setCause(e)
          .addKeyValue(LogKeys.NODE, about.getName())
          .addKeyValue(LogKeys.REASON, transition.reason())
          .log("Event could not be sent");
    }
  }

  private Event event(ObjectReference about, Transition transition, Instant now) {
    String node = about.getName();
    String prefix = node.length() > LONGEST_NAME ? node.substring(0, LONGEST_NAME) : node;
    int what = (transition.reason() + '\n' + transition.subject()).hashCode();
    String name = "%s.%08x%012x".formatted(prefix, what, now.toEpochMilli());
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(name)
        .endMetadata()
        .withType(transition.warning() ? "Warning" : "Normal")
        .withReason(transition.reason())
        .withAction("Audit")
        .withNote(shortened(transition.note()))
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .withRegarding(about)
        .build();
  }

  private static Event inSeries(Sent repeated) {
    return new EventBuilder(repeated.first())
        .withNewSeries()
        .withCount(repeated.count())
        .withLastObservedTime(new MicroTime(MICROS.format(repeated.last())))
        .endSeries()
        .build();
  }

  /** The API counts bytes, and text from a node may hold characters of several. */
  private static String shortened(String note) {
    int end = Math.min(note.length(), LONGEST_NOTE);
    String text = note.substring(0, end);
    while (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_NOTE) {
      end -= 1;
      text = note.substring(0, end);
    }
    return text;
  }
}
