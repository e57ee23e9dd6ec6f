package io.nodenet.agent.publish;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds an API record against the limits that its own annotations put into the CRD. */
final class SchemaLimits {

  private final List<String> violations = new ArrayList<>();

  private SchemaLimits() {}

  /** What the API server would answer 422 for; empty when it would accept. */
  static List<String> violations(Record value) throws ReflectiveOperationException {
    SchemaLimits limits = new SchemaLimits();
    limits.record("spec", value);
    return limits.violations;
  }

  private void record(String path, Record value) throws ReflectiveOperationException {
    for (Field field : value.getClass().getDeclaredFields()) {
      if (!java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        check(path + "." + field.getName(), field, field.get(value));
      }
    }
  }

  private void check(String path, Field field, @Nullable Object value)
      throws ReflectiveOperationException {
    if (value == null) {
      if (field.isAnnotationPresent(Required.class)) {
        violations.add(path + " is required");
      }
      return;
    }
    scalar(path, field, value);
    if (value instanceof Record nested) {
      record(path, nested);
    } else if (value instanceof List<?> list) {
      AnnotatedElement items =
          ((AnnotatedParameterizedType) field.getAnnotatedType())
              .getAnnotatedActualTypeArguments()[0];
      for (Object item : list) {
        scalar(path + "[]", items, item);
        if (item instanceof Record nested) {
          record(path + "[]", nested);
        }
      }
    }
  }

  private void scalar(String path, AnnotatedElement limits, Object value) {
    Size size = limits.getAnnotation(Size.class);
    int length = value instanceof List<?> list ? list.size() : value.toString().length();
    if (size != null && length > size.max()) {
      violations.add(path + " has size " + length);
    }
    Pattern pattern = limits.getAnnotation(Pattern.class);
    if (pattern != null && !value.toString().matches(pattern.value())) {
      violations.add(path + " is " + value);
    }
    if (value instanceof Number number) {
      Min min = limits.getAnnotation(Min.class);
      Max max = limits.getAnnotation(Max.class);
      if ((min != null && number.longValue() < min.value())
          || (max != null && number.longValue() > max.value())) {
        violations.add(path + " is " + value);
      }
    }
  }
}
