package io.nodenet.cli.saved;

import io.nodenet.api.v1alpha1.NodeNetwork;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds that an audit reads; all others are passed over. */
enum SavedKind {
  NODE("", "Node"),
  POD("", "Pod"),
  CONFIG_MAP("", "ConfigMap"),
  NODE_NETWORK(NodeNetwork.GROUP, "NodeNetwork"),
  POLICY(NodeNetwork.GROUP, "NetworkAuditPolicy");

  private final String group;
  private final String kind;

  SavedKind(String group, String kind) {
    this.group = group;
    this.kind = kind;
  }

  /** The kind of that name in the API group of {@code apiVersion}. */
  static Optional<SavedKind> of(@Nullable String apiVersion, String kind) {
    String group = apiVersion == null ? "" : groupOf(apiVersion);
    return Arrays.stream(values())
        .filter(wanted -> wanted.kind.equals(kind) && wanted.group.equals(group))
        .findFirst();
  }

  /** Whether an object of that kind may be wanted, whatever its group. */
  static boolean mayBe(String kind) {
    return Arrays.stream(values()).anyMatch(wanted -> wanted.kind.equals(kind));
  }

  private static String groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** The kind as Kubernetes writes it. */
  @Override
  public String toString() {
    return kind;
  }
}
