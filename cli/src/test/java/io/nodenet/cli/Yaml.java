package io.nodenet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The same objects written another way. */
final class Yaml {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Yaml() {}

  /** One JSON list of all objects, also of those inside lists. */
  static String toJson(String documents) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode items = list.put("apiVersion", "v1").put("kind", "List").putArray("items");
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(documents)) {
      while (values.hasNext()) {
        JsonNode document = values.next();
        if (document.path("kind").asText().equals("List")) {
          document.get("items").forEach(items::add);
        } else {
          items.add(document);
        }
      }
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the API server answers a list of one kind. */
  static String typedList(String list, String kind) {
    try {
      ObjectNode tree = (ObjectNode) YAML.readTree(list);
      tree.put("kind", kind);
      tree.get("items").forEach(item -> ((ObjectNode) item).remove("kind"));
      tree.get("items").forEach(item -> ((ObjectNode) item).remove("apiVersion"));
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
