package io.nodenet.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Generates the CRD manifests from the API records, with what the generator's annotations cannot
 * say.
 */
final class CrdManifests {

  /** kubectl prints columns in this order; the generator sorts them by JSON path. */
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "NodeNetwork",
          List.of(
              "Pod-CIDR",
              "Bridge",
              "Pods",
              "Routes",
              "Healthy",
              "Reason",
              "Findings",
              "Reported",
              "Veths",
              "Mode",
              "Policy",
              "Agent",
              "Age"),
          "NetworkAuditPolicy",
          List.of(
              "Priority",
              "Nodes",
              "Healthy",
              "Unhealthy",
              "Findings",
              "Expired",
              "Dry-Run",
              "Ready",
              "Age",
              "Unknown",
              "Mode",
              "Stale-After",
              "Expiring"));

  private CrdManifests() {}

  /** Writes one file per CRD into the directory. */
  static void generate(Path directory) {
    new CRDGenerator()
        .customResourceClasses(NodeNetwork.class, NetworkAuditPolicy.class)
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata crd, String crdVersion) {
                complete((CustomResourceDefinition) crd);
                return crd;
              }
            })
        .inOutputDir(directory.toFile())
        .detailedGenerate();
  }

  private static void complete(CustomResourceDefinition crd) {
    var version = crd.getSpec().getVersions().getFirst();
    String kind = crd.getSpec().getNames().getKind();
    List<String> columns = COLUMNS.getOrDefault(kind, List.of());
    version
        .getAdditionalPrinterColumns()
        .sort(Comparator.comparingInt(column -> position(columns, column)));
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    if (kind.equals("NodeNetwork")) {
      completeNodeNetwork(new Schema(root));
    } else {
      PolicySchema.complete(new Schema(root));
    }
  }

  private static void completeNodeNetwork(Schema root) {
    root.describe(
        "The pod network of one Node: what its kernel holds (spec), and the verdict (status).");
    root.at("spec")
        .describe(
            "What the kernel and the files of the node hold: the report of its agent. Edits are"
                + " overwritten by the next report; leave this kind out of backups.");
    root.at("status").describe("The verdict, written by the operator.");
    root.at("status", "conditions").mapOf("type");
    root.makeOtherListsAtomic();
  }

  private static int position(List<String> columns, CustomResourceColumnDefinition column) {
    int position = columns.indexOf(column.getName());
    if (position < 0) {
      throw new IllegalStateException("column " + column.getName() + " has no place");
    }
    return position;
  }
}
