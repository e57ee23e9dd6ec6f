package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The seed with one of its lists as long as the schema lets it be. */
final class LargestReport {

  private LargestReport() {}

  /** The lists of a report that are long enough to matter. */
  static List<String> lists() {
    return List.of("veths", "routes", "neighbors", "fdb", "sysctls", "events", "interfaces");
  }

  /** How many items the schema allows. */
  static int most(String list) throws ReflectiveOperationException {
    Size size = NodeNetworkSpec.class.getDeclaredField(list).getAnnotation(Size.class);
    return (int) Objects.requireNonNull(size, list).max();
  }

  /** Merged into the seed, it repeats the items of that list. */
  static String patch(JsonNode spec, String list) throws ReflectiveOperationException {
    JsonNode items = spec.get(list);
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode changed = patch.putObject("spec");
    int most = most(list);
    var repeated = changed.putArray(list);
    Stream.iterate(0, i -> i + 1)
        .limit(most)
        .forEach(i -> repeated.add(items.get(i % items.size())));
    if (list.equals("veths")) {
      changed.put("vethCount", most).put("vethsOmitted", 0);
    } else if (list.equals("routes")) {
      changed.put("routeCount", most);
    }
    return patch.toString();
  }
}
