package io.nodenet.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.audit.kubernetes.NodeReader;
import io.nodenet.audit.kubernetes.PodReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One folder of cases: the objects of a healthy world, with those in their place that the folder
 * holds, at a fixed time.
 */
final class GoldenCase {

  static final ObjectMapper YAML =
      new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES))
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path CASES = RESOURCES.resolve("cases");
  private static final Path WORLDS = RESOURCES.resolve("worlds");

  private final Path folder;
  private final Story story;
  private final Map<String, JsonNode> objects = new TreeMap<>();
  private final List<JsonNode> before = new ArrayList<>();

  /**
   * File {@code case.yaml}.
   *
   * @param story what happened
   * @param world folder of the healthy world that it happened in
   * @param node where a finding is expected, or where something looks like one; {@code cluster}: on
   *     none in particular
   * @param without objects of the world that are gone, as Kind/name
   */
  record Story(
      String story,
      String world,
      String node,
      @Nullable List<String> without,
      @JsonProperty("clusterCIDRs") @Nullable List<String> clusterCidrs,
      @Nullable Instant now,
      AuditSettings.@Nullable Grace grace,
      @Nullable Map<String, Instant> receivedAt,
      @Nullable Map<String, Instant> bootedAt,
      @Nullable Map<String, Instant> agentNotReadySince,
      @Nullable Map<String, Map<String, Map<String, Instant>>> seen) {}

  private GoldenCase(Path folder, Story story) {
    this.folder = folder;
    this.story = story;
    inputs(WORLDS.resolve(story.world()), "in-").forEach(this::load);
    orEmpty(story.without()).forEach(gone -> require(objects.remove(gone), gone));
    inputs(folder, "in-").forEach(this::load);
    inputs(folder, "before-").forEach(file -> documents(file).forEach(before::add));
  }

  private GoldenCase(Path folder) {
    this(folder, read(folder.resolve("case.yaml"), Story.class));
  }

  /** The case of that name, such as {@code VethDown/broken-set-down}. */
  static GoldenCase named(String name) {
    return new GoldenCase(CASES.resolve(name));
  }

  /** A healthy world, for tests that break it themselves. */
  static ClusterIndex world(String world) {
    return healthy(world).cluster(false);
  }

  /** A healthy world, read once, from which any number of clusters can be made. */
  static GoldenCase healthy(String world) {
    Story healthy = new Story("", world, "", null, null, null, null, null, null, null, null);
    return new GoldenCase(WORLDS.resolve(world), healthy);
  }

  static List<GoldenCase> all() {
    return list(CASES).flatMap(GoldenCase::list).sorted().map(GoldenCase::new).toList();
  }

  String name() {
    return check() + "/" + folder.getFileName();
  }

  /** Name of the check that the case is about. */
  String check() {
    return Objects.requireNonNull(folder.getParent()).getFileName().toString();
  }

  boolean isBroken() {
    String kind = folder.getFileName().toString();
    if (!kind.startsWith("broken-") && !kind.startsWith("healthy-")) {
      throw new IllegalStateException(name() + " must start with broken- or healthy-");
    }
    return kind.startsWith("broken-");
  }

  String node() {
    return story.node();
  }

  Path expected(String node) {
    return folder.resolve("out-" + node + ".yaml");
  }

  /** Nodes that have a NodeNetwork or a Node that should have one. */
  Set<String> nodes() {
    Set<String> nodes = new TreeSet<>();
    objects.keySet().stream()
        .filter(key -> key.startsWith("NodeNetwork/") || key.startsWith("Node/"))
        .forEach(key -> nodes.add(key.substring(key.indexOf('/') + 1)));
    return nodes;
  }

  /**
   * The cluster, its objects put in one order or in the opposite one, after their states of before.
   */
  ClusterIndex cluster(boolean backwards) {
    ClusterIndex index = new ClusterIndex();
    before.forEach(object -> put(index, object));
    List<JsonNode> order = new ArrayList<>(objects.values());
    if (backwards) {
      Collections.reverse(order);
    }
    order.forEach(object -> put(index, object));
    orEmpty(story.agentNotReadySince()).forEach(index::agentReady);
    return index;
  }

  AuditInput input(String node, ClusterView cluster) {
    List<ClusterCidr> clusterCidrs =
        orEmpty(story.clusterCidrs()).stream()
            .map(cidr -> new ClusterCidr(cidr, ClusterCidrSource.FLAG))
            .toList();
    AuditSettings settings =
        new AuditSettings(
            clusterCidrs,
            AuditSettings.DEFAULT_STALE_AFTER,
            Objects.requireNonNullElse(story.grace(), AuditSettings.Grace.ELAPSED),
            null);
    Instant now = Objects.requireNonNullElse(story.now(), Facts.NOW);
    return new AuditInput(node, cluster, settings, sightings(node), now);
  }

  private Map<Sighting, Instant> sightings(String node) {
    Map<Sighting, Instant> sightings = new HashMap<>();
    orEmpty(orEmpty(story.seen()).get(node))
        .forEach((check, subjects) ->
            subjects.forEach(
                (subject, since) -> sightings.put(new Sighting(check, subject), since)));
    return sightings;
  }

  private void put(ClusterIndex index, JsonNode object) {
    switch (object.path("kind").asText()) {
      case "Node" -> index.putNode(NodeReader.read(convert(object, Node.class)));
      case "Pod" -> index.putPod(PodReader.read(convert(object, Pod.class)));
      case "NodeNetwork" -> putReport(index, object);
      default -> throw new IllegalStateException(name() + ": unexpected kind in " + object);
    }
  }

  private void putReport(ClusterIndex index, JsonNode object) {
    String node = object.path("metadata").path("name").asText();
    if (!object.has("spec")) {
      return;
    }
    NodeNetworkSpec spec = convert(object.path("spec"), NodeNetworkSpec.class);
    requireKnownFields(node, object.path("spec"), YAML.valueToTree(spec));
    index.putReport(
        node,
        new ReportFacts(
            spec,
            object.path("metadata").path("generation").asLong(),
            orEmpty(story.receivedAt()).getOrDefault(node, spec.refreshedAt()),
            orEmpty(story.bootedAt()).getOrDefault(node, Facts.LONG_AGO)));
  }

  /** The records ignore what they do not know, so that a misspelt field would go unnoticed. */
  private static void requireKnownFields(String where, JsonNode written, JsonNode read) {
    written
        .properties()
        .forEach(field -> {
          String path = where + "." + field.getKey();
          if (!field.getValue().isEmpty() || field.getValue().isValueNode()) {
            require(read.get(field.getKey()), path);
            requireKnownFields(path, field.getValue(), read.path(field.getKey()));
          }
        });
    for (int i = 0; i < written.size() && written.isArray(); i++) {
      requireKnownFields(where + "[" + i + "]", written.get(i), read.path(i));
    }
  }

  private void load(Path file) {
    documents(file)
        .forEach(object ->
            objects.put(
                object.path("kind").asText() + "/" + object.path("metadata").path("name").asText(),
                object));
  }

  private static List<JsonNode> documents(Path file) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static void require(@Nullable JsonNode present, String what) {
    if (present == null) {
      throw new IllegalStateException("there is no " + what);
    }
  }

  private static Stream<Path> inputs(Path folder, String prefix) {
    return list(folder).filter(file -> file.getFileName().toString().startsWith(prefix)).sorted();
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return YAML.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static <T> T convert(JsonNode tree, Class<T> type) {
    try {
      return YAML.treeToValue(tree, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : map;
  }
}
