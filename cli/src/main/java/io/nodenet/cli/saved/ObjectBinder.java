package io.nodenet.cli.saved;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds a saved object to its model as strictly as the API server would: a number is no string, an
 * unknown field is ignored. A wrong type is unusable input, shown with its line and what was
 * expected.
 *
 * <p>Thread-safe.
 */
final class ObjectBinder {

  private static final JsonMapper MAPPER = mapper();

  /** The part of the tree under {@code field} as {@code type}; null when there is no such field. */
  <T> @Nullable T bind(SavedObject object, String field, Class<T> type)
      throws UnusableInputException {
    JsonNode tree = object.tree().root().get(field);
    if (tree == null || tree.isNull()) {
      return null;
    }
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw wrong(object, field, e);
    }
  }

  /** The whole object as {@code type}. */
  <T> T bind(SavedObject object, Class<T> type) throws UnusableInputException {
    try {
      return MAPPER.treeToValue(object.tree().root(), type);
    } catch (JsonProcessingException e) {
      throw wrong(object, "", e);
    }
  }

  private static UnusableInputException wrong(
      SavedObject object, String field, JsonProcessingException e) {
    List<Object> path = new ArrayList<>();
    if (!field.isEmpty()) {
      path.add(field);
    }
    if (e instanceof JsonMappingException mapping) {
      mapping.getPath().forEach(step -> path.add(step(step)));
    }
    JsonNode found = node(object.tree().root(), path);
    String expectation = expectation(e, found);
    if (e instanceof ValueInstantiationException && toAbsentItem(found, path)) {
      expectation = "expected a value, found nothing";
    }
    return new UnusableInputException(
        object.tree().locate(path), object.kind() + ": " + FieldPath.of(path) + ": " + expectation);
  }

  /** Lists hold no nulls; leads the path to the first one that does. */
  private static boolean toAbsentItem(JsonNode node, List<Object> path) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      for (int i = 0; i < field.getValue().size(); i++) {
        if (field.getValue().isArray() && field.getValue().get(i).isNull()) {
          path.add(field.getKey());
          path.add(i);
          return true;
        }
      }
    }
    return false;
  }

  private static Object step(JsonMappingException.Reference reference) {
    return reference.getFieldName() == null ? reference.getIndex() : reference.getFieldName();
  }

  private static JsonNode node(JsonNode root, List<Object> path) {
    JsonNode node = root;
    for (Object step : path) {
      node = step instanceof Integer index ? node.path(index) : node.path(step.toString());
    }
    return node;
  }

  private static String expectation(JsonProcessingException e, JsonNode found) {
    if (e.getCause() instanceof InputCoercionException range && range.getTargetType() != null) {
      return "expected " + words(range.getTargetType()) + " in range, found " + Found.node(found);
    }
    Class<?> type = e instanceof MismatchedInputException wrong ? wrong.getTargetType() : null;
    if (type == null) {
      return "cannot be used, found " + Found.node(found);
    }
    if (type.isEnum() && e instanceof InvalidFormatException) {
      String names =
          Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
      return "expected one of " + names + "; found " + Found.node(found);
    }
    return "expected " + words(type) + ", found " + Found.node(found);
  }

  private static String words(Class<?> type) {
    if (type == String.class || type.isEnum()) {
      return "a string";
    } else if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a whole number";
    } else if (type == Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    builder.withCoercionConfig(
        LogicalType.Textual,
        config -> {
          config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
          config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
          config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
    return builder
        .addMixIn(PodSpec.class, PodSpecUsed.class)
        .addMixIn(PodStatus.class, PodStatusUsed.class)
        .addMixIn(NodeStatus.class, NodeStatusUsed.class)
        .build();
  }

  /** What no audit reads; its models would cost most of the start-up time. */
  @JsonIgnoreProperties(
      value = {
        "affinity",
        "containers",
        "dnsConfig",
        "ephemeralContainers",
        "initContainers",
        "overhead",
        "resources",
        "securityContext",
        "topologySpreadConstraints",
        "tolerations",
        "volumes"
      },
      ignoreUnknown = true)
  private interface PodSpecUsed {}

  @JsonIgnoreProperties(
      value = {
        "allocatedResources",
        "containerStatuses",
        "ephemeralContainerStatuses",
        "extendedResourceClaimStatus",
        "initContainerStatuses",
        "resourceClaimStatuses",
        "resources"
      },
      ignoreUnknown = true)
  private interface PodStatusUsed {}

  @JsonIgnoreProperties(
      value = {"allocatable", "capacity", "config", "images", "volumesAttached"},
      ignoreUnknown = true)
  private interface NodeStatusUsed {}
}
