package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.identity;
import static io.nodenet.operator.nodenetwork.Facts.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodenet.api.v1alpha1.NetworkAuditPolicySpec;
import io.nodenet.audit.AddressSpace;
import io.nodenet.audit.Policies.Policy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a policy touches, and what of the model it changes. */
class ClusterModelPoliciesTest {

  private final ClusterModel model = new ClusterModel();

  @BeforeEach
  void oneNode() {
    model.putNode(node("n1", 1), identity("uid1"));
  }

  @Test
  void shouldAuditEverybodyAgainWhenAPolicyComesChangesOrGoes() {
    assertThat(model.putPolicy(policy(1, "{}")).peers()).isTrue();
    assertThat(model.putPolicy(policy(2, "staleAfterSeconds: 90")).peers()).isTrue();
    assertThat(model.removePolicy("base").peers()).isTrue();
  }

  @Test
  void shouldTouchNobodyWhenOnlyTheStatusOfAPolicyHasChanged() {
    model.putPolicy(policy(1, "{}"));

    assertThat(model.putPolicy(policy(1, "{}")).isNobody()).isTrue();
    assertThat(model.removePolicy("other").isNobody()).isTrue();
  }

  @Test
  void shouldCountTheSpaceOfTheClusterCidrThatAPolicyGives() {
    model.putPolicy(policy(1, "clusterCIDRs: [10.244.0.0/22]"));

    assertThat(model.addressSpace(Facts.settings()))
        .containsExactly(new AddressSpace("10.244.0.0/22", 4, 1));
  }

  private static Policy policy(long generation, String yaml) {
    return new Policy(
        "base", generation, Serialization.unmarshal(yaml, NetworkAuditPolicySpec.class));
  }
}
