package io.nodenet.cli.saved;

import com.fasterxml.jackson.databind.JsonNode;

/** Words for a value that is not what was expected. */
final class Found {

  private static final int LONGEST = 40;

  private Found() {}

  static String scalar(String text) {
    return '"' + (text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...") + '"';
  }

  static String node(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NULL, MISSING -> "nothing";
      case BOOLEAN, NUMBER -> node.asText();
      default -> scalar(node.asText());
    };
  }
}
