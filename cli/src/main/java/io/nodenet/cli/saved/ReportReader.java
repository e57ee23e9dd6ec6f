package io.nodenet.cli.saved;

import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the report out of a saved NodeNetwork.
 *
 * <p>What the API server would refuse for its type, for a missing field or for counts that do not
 * add up (as in a file that was cut off) is unusable. Values that are merely absurd are left to the
 * audit, which takes no report at its word.
 */
final class ReportReader {

  private final ObjectBinder binder;

  ReportReader(ObjectBinder binder) {
    this.binder = binder;
  }

  /** The report; absent while the agent has not written one. */
  Optional<SavedReport> read(SavedObject object) throws UnusableInputException {
    requireVersion(object);
    NodeNetworkSpec spec = binder.bind(object, "spec", NodeNetworkSpec.class);
    if (spec == null) {
      return Optional.empty();
    }
    Optional<List<Object>> absent = RequiredFields.firstAbsent(spec);
    if (absent.isPresent()) {
      throw wrong(object, absent.get(), "is missing; was the file cut off?");
    }
    requireCount(object, "veths", spec.vethCount(), spec.veths().size(), spec.vethsOmitted());
    requireCount(object, "routes", spec.routeCount(), spec.routes().size(), spec.routesOmitted());
    return Optional.of(
        new SavedReport(
            spec,
            object.tree().root().at("/metadata/generation").asLong(),
            SavedTimes.agentWrite(object.tree().root()).orElse(null)));
  }

  private static void requireVersion(SavedObject object) throws UnusableInputException {
    String expected = NodeNetwork.GROUP + "/" + NodeNetwork.VERSION;
    if (!expected.equals(object.apiVersion())) {
      throw new UnusableInputException(
          object.origin(),
          "NodeNetwork of version " + object.apiVersion() + ": expected " + expected);
    }
  }

  private static void requireCount(
      SavedObject object, String field, int said, int listed, @Nullable Integer omitted)
      throws UnusableInputException {
    long expected = (long) listed + (omitted == null ? 0 : omitted);
    if (said != expected) {
      String count = field.substring(0, field.length() - 1) + "Count";
      throw wrong(
          object,
          List.of(field),
          "holds " + expected + ", but " + count + " says " + said + "; was the file cut off?");
    }
  }

  private static UnusableInputException wrong(
      SavedObject object, List<Object> below, String message) {
    List<Object> path = new ArrayList<>();
    path.add("spec");
    path.addAll(below);
    return new UnusableInputException(
        object.tree().locate(path), object.kind() + ": " + FieldPath.of(path) + " " + message);
  }
}
