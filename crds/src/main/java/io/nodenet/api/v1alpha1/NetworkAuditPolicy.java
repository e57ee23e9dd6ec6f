package io.nodenet.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** How nodes are audited; written by people, cluster-scoped. Without any the defaults hold. */
@Group(NodeNetwork.GROUP)
@Version(NodeNetwork.VERSION)
@Singular("networkauditpolicy")
@Plural("networkauditpolicies")
@ShortNames("nap")
@AdditionalPrinterColumn(
    name = "Priority",
    jsonPath = ".spec.priority",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Nodes",
    jsonPath = ".status.nodes.selected",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Healthy",
    jsonPath = ".status.nodes.healthy",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Unhealthy",
    jsonPath = ".status.nodes.unhealthy",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Findings",
    jsonPath = ".status.findingCount",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Expired",
    jsonPath = ".status.exceptions.expired",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Dry-Run",
    jsonPath = ".spec.dryRun",
    type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Unknown",
    jsonPath = ".status.nodes.unknown",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.routing.mode", priority = 1)
@AdditionalPrinterColumn(
    name = "Stale-After",
    jsonPath = ".spec.staleAfterSeconds",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Expiring",
    jsonPath = ".status.exceptions.expiring",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
public final class NetworkAuditPolicy
    extends CustomResource<NetworkAuditPolicySpec, NetworkAuditPolicyStatus> {

  private static final long serialVersionUID = 1L;
}
