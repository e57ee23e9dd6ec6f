package io.nodenet.cli;

/** Reports and verdicts as agents and operator write them. */
final class Verdicts {

  static final String HEALTHY =
      """
      summary: {routes: 2/2, pods: 8/8, veths: 8, findings: 0, reason: Consistent}
      conditions:
      - {type: Healthy, status: "True", reason: Consistent, message: fine, lastTransitionTime: "2026-01-01T00:00:00Z"}
      """;

  static final String ROUTE_MISSING =
      """
      summary: {routes: 1/2, pods: 8/8, veths: 8, findings: 1, worst: Critical, reason: RouteMissing}
      clusterCIDRs: [{cidr: 172.22.0.0/16, source: Flag}]
      routingModes: [HostGateway]
      conditions:
      - {type: Healthy, status: "False", reason: RouteMissing, message: 1 finding, lastTransitionTime: "2026-01-01T00:00:00Z"}
      - {type: RoutesConsistent, status: "False", reason: RouteMissing, message: 1 finding, lastTransitionTime: "2026-01-01T00:00:00Z"}
      findings:
      - check: RouteMissing
        severity: Critical
        subject: 172.22.0.0/24
        expected: 172.22.0.0/24 via 10.30.180.56 dev eth0
        observed: "no route"
        message: There is no route to 172.22.0.0/24.
        remediation: ip route replace 172.22.0.0/24 via 10.30.180.56 dev eth0
        since: "2026-01-01T00:00:00Z"
        peer: 10.30.180.56
      notEvaluated:
      - {check: PodCidrMismatch, reason: needs evidence NodeFiles}
      """;

  private Verdicts() {}

  /** A NodeNetwork with a report of little more than its required fields. */
  static String report(String name) {
    return """
    apiVersion: nodenet.io/v1alpha1
    kind: NodeNetwork
    metadata: {name: %s}
    spec:
      agent: {version: 0.1.0}
      refreshedAt: "2026-01-01T00:00:00Z"
      observedAt: "2026-01-01T00:00:00Z"
      evidence: [Kernel]
      vethCount: 0
      routeCount: 0
    """
        .formatted(name);
  }

  /** What the operator applies to the status. */
  static String verdict(String name, long generation, String status) {
    return """
    apiVersion: nodenet.io/v1alpha1
    kind: NodeNetwork
    metadata: {name: %s}
    status:
      observedGeneration: %d
    %s\
    """
        .formatted(name, generation, status.indent(2));
  }
}
