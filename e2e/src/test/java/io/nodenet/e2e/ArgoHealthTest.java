package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** What Argo CD makes of a policy, by the script that we give it. */
class ArgoHealthTest {

  private static final String HEALTHY_NETWORK = "nodes: {selected: 3, healthy: 3, unhealthy: 0}";
  private static final String BROKEN_NETWORK = "nodes: {selected: 3, healthy: 0, unhealthy: 3}";

  @Test
  void shouldBeProgressingUntilTheOperatorHasSeenThePolicy() {
    assertThat(health("metadata: {generation: 1}").get("status").tojstring())
        .isEqualTo("Progressing");
    assertThat(health(policy(2, 1, "True", "False", HEALTHY_NETWORK)).get("status").tojstring())
        .isEqualTo("Progressing");
  }

  @Test
  void shouldBeHealthyOnceItIsEvaluatedWhateverTheNetworkIsLike() {
    assertThat(health(policy(2, 2, "True", "False", HEALTHY_NETWORK)).get("status").tojstring())
        .isEqualTo("Healthy");
    assertThat(health(policy(2, 2, "True", "False", BROKEN_NETWORK)).get("status").tojstring())
        .isEqualTo("Healthy");
  }

  @Test
  void shouldBeDegradedWhileSomethingInItIsNotUnderstood() {
    LuaValue health = health(policy(2, 2, "False", "True", HEALTHY_NETWORK));

    assertThat(health.get("status").tojstring()).isEqualTo("Degraded");
    assertThat(health.get("message").tojstring()).isEqualTo("message of Stalled");
  }

  private static String policy(
      int generation, int observed, String ready, String stalled, String nodes) {
    return """
    metadata: {generation: %d}
    status:
      observedGeneration: %d
      %s
      conditions:
      - {type: Ready, status: "%s", message: message of Ready}
      - {type: Reconciling, status: "False", message: message of Reconciling}
      - {type: Stalled, status: "%s", message: message of Stalled}
    """
        .formatted(generation, observed, nodes, ready, stalled);
  }

  /** As Argo CD does: the object is the global {@code obj}, the result a table. */
  private static LuaValue health(String yaml) {
    var globals = JsePlatform.standardGlobals();
    globals.set("obj", lua(Serialization.unmarshal(yaml, JsonNode.class)));
    return globals.loadfile("../deploy/examples/argocd/health.lua").call();
  }

  private static LuaValue lua(JsonNode node) {
    if (node.isContainerNode()) {
      LuaTable table = new LuaTable();
      node.properties().forEach(entry -> table.set(entry.getKey(), lua(entry.getValue())));
      for (int i = 0; i < node.size() && node.isArray(); i++) {
        table.set(i + 1, lua(node.get(i)));
      }
      return table;
    }
    return node.isNumber() ? LuaValue.valueOf(node.asInt()) : LuaValue.valueOf(node.asText());
  }
}
