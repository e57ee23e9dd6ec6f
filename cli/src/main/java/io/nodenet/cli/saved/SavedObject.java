package io.nodenet.cli.saved;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object of a kind that the audit reads, not yet bound to its model.
 *
 * @param tree its fields, with their lines
 */
record SavedObject(SavedKind kind, @Nullable String apiVersion, LinedTree tree) {

  Origin origin() {
    return tree.origin();
  }

  /** {@code metadata.name}, which every object must have. */
  String name() throws UnusableInputException {
    JsonNode name = tree.root().path("metadata").path("name");
    if (!name.isTextual() || name.textValue().isEmpty()) {
      throw new UnusableInputException(
          tree.locate(List.of("metadata", "name")), kind + " without metadata.name" + hint());
    }
    return name.textValue();
  }

  /** {@code metadata.namespace}; {@code default} when there is none, as the API server has it. */
  String namespace() {
    return tree.root().path("metadata").path("namespace").asText("default");
  }

  private String hint() {
    return kind == SavedKind.NODE_NETWORK
        ? ": expected the name of its Node (nodenet-agent --once --node-name NAME)"
        : "";
  }
}
