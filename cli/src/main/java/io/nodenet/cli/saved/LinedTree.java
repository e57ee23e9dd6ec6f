package io.nodenet.cli.saved;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree that remembers the line of each of its fields and items, so that a wrong type found later
 * can be shown where it stands.
 *
 * <p>For one thread and one object; both it and the lines are garbage once the object is bound.
 */
final class LinedTree {

  /** Large, of no use to an audit, and in every object that was saved with its managed fields. */
  private static final String FIELD_SETS = "fieldsV1";

  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final IdentityHashMap<JsonNode, Lines> lines = new IdentityHashMap<>();
  private final Origin origin;

  LinedTree(Origin origin) {
    this.origin = origin;
  }

  ObjectNode root() {
    return root;
  }

  Origin origin() {
    return origin;
  }

  /** Reads the value at the parser's current token into a field of the root. */
  void readField(JsonParser parser, String name) throws IOException, UnusableInputException {
    put(parser, root, name);
  }

  /** Line of the deepest part of the path that exists; steps are field names or item numbers. */
  Origin locate(List<Object> path) {
    JsonNode node = root;
    int line = origin.line();
    for (Object step : path) {
      Lines known = lines.get(node);
      Integer at = known == null ? null : known.of(step);
      if (at == null) {
        break;
      }
      line = at;
      node = step instanceof Integer index ? node.path(index) : node.path(step.toString());
    }
    return origin.at(line);
  }

  private void put(JsonParser parser, ObjectNode parent, String name)
      throws IOException, UnusableInputException {
    int line = line(parser);
    if (parent.has(name)) {
      throw new UnusableInputException(
          origin.at(line), "field \"" + name + "\" stands twice in one object");
    }
    lines.computeIfAbsent(parent, key -> new Lines()).add(name, line);
    parent.set(name, value(parser));
  }

  private JsonNode value(JsonParser parser) throws IOException, UnusableInputException {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_TRUE -> factory.booleanNode(true);
      case VALUE_FALSE -> factory.booleanNode(false);
      case VALUE_NULL -> factory.nullNode();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> factory.numberNode(parser.getDecimalValue());
      default -> factory.textNode(parser.getText());
    };
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.INT
        ? JsonNodeFactory.instance.numberNode(parser.getIntValue())
        : JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue());
  }

  private ObjectNode object(JsonParser parser) throws IOException, UnusableInputException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(FIELD_SETS)) {
        parser.skipChildren();
      } else {
        put(parser, node, name);
      }
    }
    return node;
  }

  private ArrayNode array(JsonParser parser) throws IOException, UnusableInputException {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    Lines items = lines.computeIfAbsent(node, key -> new Lines());
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node.size(), line(parser));
      node.add(value(parser));
    }
    return node;
  }

  static int line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  /** Lines of the children of one object or list. */
  private static final class Lines {

    private final Map<Object, Integer> byChild = new HashMap<>();

    void add(Object child, int line) {
      byChild.put(child, line);
    }

    @Nullable Integer of(Object child) {
      return byChild.get(child);
    }
  }
}
