package io.nodenet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A healthy cluster of three nodes, saved in 2019, of which a test changes what it is about.
 *
 * @param nodes a List in YAML
 * @param pods a List in YAML
 * @param networks a document per NodeNetwork
 */
record SavedWorld(String nodes, String pods, String networks) {

  /** What can be told from it: from Nodes, Pods and reports of links, routes and files. */
  static final List<String> EVALUATED =
      List.of(
          "PodCidrDuplicate",
          "PodCidrMismatch",
          "PodIpDuplicate",
          "BridgeMissing",
          "BridgeAddressMismatch",
          "PodWithoutVeth",
          "VethOrphan",
          "PodIpNotBehindVeth",
          "RouteMissing",
          "LocalRouteMissing",
          "ReportMissing");

  static final Path HEALTHY = Path.of("src/test/resources/saved/healthy");

  private static final String ROUTE =
      """
        - dst: 172.22.1.0/24
          nextHops:
          - dev: eth0
            via: 10.30.180.55
          protocol: static
      """;

  static SavedWorld healthy() {
    return new SavedWorld(
        read(HEALTHY.resolve("nodes.yaml")),
        read(HEALTHY.resolve("pods.yaml")),
        read(HEALTHY.resolve("nodenetworks.yaml")));
  }

  /** The route of 10.30.180.56 to the pods of 10.30.180.55 is gone. */
  SavedWorld withoutRoute() {
    return withNetwork("10.30.180.56", ROUTE, "").routeCount("10.30.180.56");
  }

  private SavedWorld routeCount(String node) {
    return withNetwork(node, "routeCount: 5", "routeCount: 4");
  }

  /** Replaces text in the NodeNetwork of one node; the text must be there. */
  SavedWorld withNetwork(String node, String text, String replacement) {
    int start = networks.indexOf("  name: " + node + "\n");
    int at = networks.indexOf(text, start);
    if (start < 0 || at < 0) {
      throw new IllegalArgumentException(node + " lacks " + text);
    }
    return withNetworks(
        networks.substring(0, at) + replacement + networks.substring(at + text.length()));
  }

  SavedWorld withNetworks(String text) {
    return new SavedWorld(nodes, pods, text);
  }

  SavedWorld withNodes(String text) {
    return new SavedWorld(text, pods, networks);
  }

  SavedWorld withPods(String text) {
    return new SavedWorld(nodes, text, networks);
  }

  /** All of it in one text of several documents. */
  String text() {
    return nodes + "---\n" + pods + "---\n" + networks;
  }

  /** Writes one file per kind. */
  Path save(Path directory) {
    write(directory.resolve("nodes.yaml"), nodes);
    write(directory.resolve("pods.yaml"), pods);
    write(directory.resolve("nodenetworks.yaml"), networks);
    return directory;
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
