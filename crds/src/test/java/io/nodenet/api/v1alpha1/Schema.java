package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A place in a generated schema, and what the generator's annotations cannot say of it. */
record Schema(JSONSchemaProps props) {

  /** The property at this path; lists are passed through. */
  Schema at(String... path) {
    JSONSchemaProps place = props;
    for (String name : path) {
      JSONSchemaProps object = "array".equals(place.getType()) ? items(place) : place;
      place = Objects.requireNonNull(object.getProperties().get(name), name);
    }
    return new Schema(place);
  }

  /** What an item of this list must be. */
  Schema items() {
    return new Schema(items(props));
  }

  void describe(String description) {
    props.setDescription(description);
  }

  /** A list whose items have these fields as their key: two owners can each hold some. */
  void mapOf(String... keys) {
    props.setXKubernetesListType("map");
    props.setXKubernetesListMapKeys(List.of(keys));
  }

  /** A list without repetition: two owners can each hold some. */
  void set() {
    props.setXKubernetesListType("set");
  }

  /** An object that one owner holds as a whole. */
  void atomicMap() {
    props.setXKubernetesMapType("atomic");
  }

  /** Only these texts. */
  void oneOf(Stream<String> texts) {
    props.setEnum(texts.map(text -> (JsonNode) TextNode.valueOf(text)).toList());
  }

  /**
   * Says what is the default anyway, so that nobody changes it unaware: managedFields stay small.
   */
  void makeOtherListsAtomic() {
    makeListsAtomic(props);
  }

  private static void makeListsAtomic(JSONSchemaProps schema) {
    if ("array".equals(schema.getType()) && schema.getXKubernetesListType() == null) {
      schema.setXKubernetesListType("atomic");
    }
    Map<String, JSONSchemaProps> properties = schema.getProperties();
    if (properties != null) {
      properties.values().forEach(Schema::makeListsAtomic);
    }
    if (schema.getItems() != null) {
      makeListsAtomic(items(schema));
    }
  }

  private static JSONSchemaProps items(JSONSchemaProps schema) {
    return schema.getItems().getSchema();
  }
}
