package io.nodenet.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The pod network of one Node, named after that Node and cluster-scoped: what its kernel holds, and
 * the verdict.
 */
@Group(NodeNetwork.GROUP)
@Version(NodeNetwork.VERSION)
@Singular("nodenetwork")
@Plural("nodenetworks")
@ShortNames("nnet")
@AdditionalPrinterColumn(name = "Pod-CIDR", jsonPath = ".spec.podCIDRs[0].cidr")
@AdditionalPrinterColumn(name = "Bridge", jsonPath = ".spec.bridge.addresses[0]")
@AdditionalPrinterColumn(name = "Pods", jsonPath = ".status.summary.pods")
@AdditionalPrinterColumn(name = "Routes", jsonPath = ".status.summary.routes")
@AdditionalPrinterColumn(
    name = "Healthy",
    jsonPath = ".status.conditions[?(@.type=='Healthy')].status")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.summary.reason")
@AdditionalPrinterColumn(
    name = "Findings",
    jsonPath = ".status.summary.findings",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Reported",
    jsonPath = ".spec.refreshedAt",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Veths",
    jsonPath = ".status.summary.veths",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".status.routingModes", priority = 1)
@AdditionalPrinterColumn(name = "Policy", jsonPath = ".status.policy.name", priority = 1)
@AdditionalPrinterColumn(name = "Agent", jsonPath = ".spec.agent.version", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE,
    priority = 1)
public final class NodeNetwork extends CustomResource<NodeNetworkSpec, NodeNetworkStatus> {

  private static final long serialVersionUID = 1L;

  /** API group. */
  public static final String GROUP = "nodenet.io";

  /** API version. */
  public static final String VERSION = "v1alpha1";
}
