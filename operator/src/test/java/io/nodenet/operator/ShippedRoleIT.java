package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * That the shipped roles suffice, every test of this module shows by running under them. This one
 * shows that they grant nothing else: each verb is used in the life of an operator.
 */
@Tag("apiserver")
class ShippedRoleIT {

  private static final TestNode A = new TestNode("role-a", 1);
  private static final TestNode B = new TestNode("role-b", 2);

  @Test
  void shouldGrantEachVerbThatIsUsedAndNoOther() {
    try (var cluster = new TestCluster()) {
      // Given
      var requests = new RequestRecorder();
      try (var operator = RunningOperator.start("role", new TestClock(), requests)) {
        eventually().until(operator::isLeading);

        // When: the life of an operator, with a verdict, Events, and a lease renewed and given back
        cluster.apply("base", "{staleAfterSeconds: 900}");
        cluster.register(A);
        cluster.register(B);
        cluster.firstReport(B, TestReport.of(B, A));
        cluster.firstReport(A, TestReport.of(A, B));
        eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
        cluster.report(A, TestReport.of(A));
        eventually().untilAsserted(() -> assertThat(requests.seen()).contains("patch events"));
        eventually().untilAsserted(() -> assertThat(requests.seen()).contains("patch leases"));
        eventually()
            .untilAsserted(
                () -> assertThat(requests.seen()).contains("patch networkauditpolicies/status"));
      }

      // Then
      Set<String> used = new TreeSet<>(requests.seen());
      // Everybody may ask what he may do. Server-side apply of what is not there yet also creates.
      used.remove("create selfsubjectrulesreviews");
      used.add("create events");
      assertThat(used).isEqualTo(granted(cluster));
    }
  }

  @Test
  void shouldListAndWatchOnlyPodsThatMayRunAndInPages() {
    try (var cluster = new TestCluster()) {
      // Given
      var requests = new RequestRecorder();

      // When
      try (var operator = RunningOperator.start("pods", new TestClock(), requests)) {
        cluster.register(A);
        eventually().untilAsserted(() -> assertThat(operator.audits()).isPositive());
      }

      // Then
      assertThat(requests.queries("pods"))
          .isNotEmpty()
          .allSatisfy(query ->
              assertThat(query)
                  .contains("status.phase!=Succeeded")
                  .contains("status.phase!=Failed"))
          .anySatisfy(query -> assertThat(query).contains("limit=500"));
    }
  }

  private static Set<String> granted(TestCluster cluster) {
    Set<String> granted = new TreeSet<>();
    ShippedRole.load(cluster.admin()).stream()
        .flatMap(object ->
            switch (object) {
              case ClusterRole role -> role.getRules().stream();
              case Role role -> role.getRules().stream();
              default -> Stream.<PolicyRule>empty();
            })
        .forEach(rule ->
            rule.getResources()
                .forEach(resource ->
                    Objects.requireNonNull(rule.getVerbs())
                        .forEach(verb -> granted.add(verb + " " + resource))));
    return granted;
  }
}
