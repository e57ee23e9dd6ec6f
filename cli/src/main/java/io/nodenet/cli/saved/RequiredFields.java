package io.nodenet.cli.saved;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Required;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a field that the API requires and a record lacks, since the engine may rely on it. Pure.
 *
 * <p>A file that was cut off mostly shows itself here.
 */
final class RequiredFields {

  private RequiredFields() {}

  /** Path of the first required field below {@code value} that is absent. */
  static Optional<List<Object>> firstAbsent(Record value) {
    List<Object> path = new ArrayList<>();
    return absent(value, path) ? Optional.of(path) : Optional.empty();
  }

  private static boolean absent(@Nullable Object value, List<Object> path) {
    if (value instanceof Record part) {
      for (RecordComponent component : part.getClass().getRecordComponents()) {
        Object child = read(component, part);
        path.add(name(component));
        if ((child == null && isRequired(component)) || absent(child, path)) {
          return true;
        }
        path.removeLast();
      }
    } else if (value instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        path.add(i);
        if (absent(items.get(i), path)) {
          return true;
        }
        path.removeLast();
      }
    }
    return false;
  }

  private static boolean isRequired(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(Required.class);
  }

  private static String name(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }

  private static @Nullable Object read(RecordComponent component, Record part) {
    try {
      return component.getAccessor().invoke(part);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record component " + component, e);
    }
  }
}
