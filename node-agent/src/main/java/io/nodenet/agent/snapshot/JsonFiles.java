package io.nodenet.agent.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** JSON files of the CNI world. Asking for what is not there, or of another type, gives nothing. */
final class JsonFiles {

  static final int MAX_BYTES = 256 * 1024;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(50).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFiles() {}

  /** The object that the file holds; an IOException for anything else. */
  static JsonNode read(Path file) throws IOException {
    JsonNode node;
    try {
      node = MAPPER.readTree(BoundedFiles.read(file, MAX_BYTES));
    } catch (JsonProcessingException e) {
      throw new FileSystemException(file.toString(), null, "not valid JSON");
    }
    if (node == null || !node.isObject()) {
      throw new FileSystemException(file.toString(), null, "not a JSON object");
    }
    return node;
  }

  static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }

  static boolean isTrue(JsonNode node, String field) {
    return node.path(field).asBoolean(false);
  }

  /** The field as an array; a missing node, which has no elements, for anything else. */
  static JsonNode array(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isArray() ? value : MissingNode.getInstance();
  }
}
