package io.nodenet.cli.saved;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The times that stand in a saved object, by the clock that wrote them. Pure. */
final class SavedTimes {

  private static final String AGENT = "nodenet-agent";

  private SavedTimes() {}

  /** When the API server last changed it, as far as it was saved with its managed fields. */
  static Optional<Instant> serverWrite(JsonNode object) {
    return newest(managedFields(object).map(entry -> entry.path("time")));
  }

  /** When the API server took the report from the agent. */
  static Optional<Instant> agentWrite(JsonNode object) {
    return newest(
        managedFields(object)
            .filter(entry -> entry.path("manager").asText().equals(AGENT))
            .map(entry -> entry.path("time")));
  }

  /** Any time of the object, those of an agent's report left out. */
  static Optional<Instant> newest(JsonNode object) {
    Stream<JsonNode> conditions = items(object.at("/status/conditions"));
    return newest(
        Stream.of(
                Stream.of(object.at("/metadata/creationTimestamp"), object.at("/status/startTime")),
                managedFields(object).map(entry -> entry.path("time")),
                conditions.flatMap(each ->
                    Stream.of(each.path("lastTransitionTime"), each.path("lastHeartbeatTime"))))
            .flatMap(times -> times));
  }

  /** Last sign of life of a kubelet, by its own clock; absent unless its Node is Ready. */
  static Optional<Instant> heartbeat(JsonNode node) {
    return newest(
        items(node.at("/status/conditions"))
            .filter(each -> each.path("type").asText().equals("Ready"))
            .filter(each -> each.path("status").asText().equals("True"))
            .map(each -> each.path("lastHeartbeatTime")));
  }

  /** When a report says that it was published. */
  static Optional<Instant> refreshed(JsonNode network) {
    return parse(network.at("/spec/refreshedAt"));
  }

  private static Stream<JsonNode> managedFields(JsonNode object) {
    return items(object.at("/metadata/managedFields"));
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Optional<Instant> newest(Stream<JsonNode> times) {
    return times.map(SavedTimes::parse).flatMap(Optional::stream).max(Instant::compareTo);
  }

  private static Optional<Instant> parse(JsonNode time) {
    try {
      return Optional.ofNullable(time.textValue()).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
