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
import java.util.Objects;

/**
 * Generates the CRD manifests from the API records, with what the generator's annotations cannot
 * say.
 */
final class CrdManifests {

  /** kubectl prints columns in this order; the generator sorts them by JSON path. */
  private static final List<String> COLUMNS =
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
          "Age");

  private CrdManifests() {}

  /** Writes one file per CRD into the directory. */
  static void generate(Path directory) {
    new CRDGenerator()
        .customResourceClasses(NodeNetwork.class)
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
    version.getAdditionalPrinterColumns().sort(Comparator.comparingInt(CrdManifests::position));
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setDescription(
        "The pod network of one Node: what its kernel holds (spec), and the verdict (status).");
    property(root, "spec")
        .setDescription(
            "What the kernel and the files of the node hold: the report of its agent. Edits are"
                + " overwritten by the next report; leave this kind out of backups.");
    property(root, "status").setDescription("The verdict, written by the operator.");
    JSONSchemaProps conditions = property(property(root, "status"), "conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    root.getProperties().values().forEach(CrdManifests::makeListsAtomic);
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  /**
   * Says what is the default anyway, so that nobody changes it unaware: managedFields stay small.
   */
  private static void makeListsAtomic(JSONSchemaProps schema) {
    if ("array".equals(schema.getType()) && schema.getXKubernetesListType() == null) {
      schema.setXKubernetesListType("atomic");
    }
    Map<String, JSONSchemaProps> properties = schema.getProperties();
    if (properties != null) {
      properties.values().forEach(CrdManifests::makeListsAtomic);
    }
    if (schema.getItems() != null) {
      makeListsAtomic(schema.getItems().getSchema());
    }
  }

  private static int position(CustomResourceColumnDefinition column) {
    int position = COLUMNS.indexOf(column.getName());
    if (position < 0) {
      throw new IllegalStateException("column " + column.getName() + " has no place");
    }
    return position;
  }
}
