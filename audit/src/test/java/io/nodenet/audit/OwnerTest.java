package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.Finding;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whose the broken state is stands in the remediation, in every case of the check. */
class OwnerTest {

  /** How the owners of routes are named; two Nodes with one podCIDR have to be seen to first. */
  private static final String OF_ROUTES =
      "flannel|kube-router owns|routing daemon owns|network configuration of the host|DHCP server"
          + "|find out who writes it|See to the podCIDRs first";

  private static final Map<CheckName, String> OWNERS =
      Map.ofEntries(
          Map.entry(CheckName.ROUTE_MISSING, OF_ROUTES),
          Map.entry(CheckName.ROUTE_WRONG_NEXT_HOP, OF_ROUTES),
          Map.entry(CheckName.ROUTE_UNREACHABLE_TYPE, OF_ROUTES),
          Map.entry(CheckName.ROUTE_STALE, OF_ROUTES),
          Map.entry(CheckName.LOCAL_ROUTE_MISSING, "The kernel owns it"),
          Map.entry(CheckName.BRIDGE_MISSING, "the CNI plugin makes the bridge"),
          Map.entry(CheckName.BRIDGE_ADDRESS_MISMATCH, "The CNI plugin sets it"),
          Map.entry(CheckName.BRIDGE_DOWN, "Nobody else brings it up again"),
          Map.entry(CheckName.VETH_WITHOUT_MASTER, "The CNI plugin does this"),
          Map.entry(CheckName.VETH_WRONG_MASTER, "The CNI plugin does this"));

  @TestFactory
  Stream<DynamicTest> shouldNameWhoOwnsTheBrokenState() {
    return GoldenCase.all().stream()
        .filter(golden -> golden.isBroken() && OWNERS.containsKey(checkOf(golden)))
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> verify(golden)));
  }

  private static void verify(GoldenCase golden) {
    ClusterIndex cluster = golden.cluster(false);
    Pattern owner = Pattern.compile(String.valueOf(OWNERS.get(checkOf(golden))));

    Stream<String> remediations =
        golden.nodes().stream()
            .flatMap(node -> new Auditor().audit(golden.input(node, cluster)).findings().stream())
            .filter(finding -> finding.check().equals(golden.check()))
            .map(Finding::remediation);

    assertThat(remediations).isNotEmpty().allMatch(text -> owner.matcher(text).find());
  }

  private static CheckName checkOf(GoldenCase golden) {
    return Arrays.stream(CheckName.values())
        .filter(check -> check.toString().equals(golden.check()))
        .findFirst()
        .orElseThrow();
  }
}
