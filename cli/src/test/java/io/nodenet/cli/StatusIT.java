package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.cli.print.Page.Look;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status} against a real API server. */
@Tag("apiserver")
class StatusIT {

  private static final KubernetesClient CLIENT = ApiServer.get().adminClient();
  private static final Path MANIFESTS = Path.of("../crds/manifests");

  @TempDir private static Path directory;
  private static Path kubeconfig = Path.of("");
  private static CliRun beforeInstallation = new CliRun(-1, "", "");
  private static CliRun oneBeforeInstallation = new CliRun(-1, "", "");

  @BeforeAll
  static void install() throws IOException {
    kubeconfig = Files.writeString(directory.resolve("config"), ApiServer.get().kubeconfig());
    beforeInstallation = status();
    oneBeforeInstallation = status("node-a");
    ApiServer.get().installCrds(MANIFESTS);
  }

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @BeforeEach
  void empty() {
    CLIENT.resources(NodeNetwork.class).delete();
  }

  @Test
  void shouldSayThatTheCrdsAreNotInstalled() {
    beforeInstallation.assertRefused("the CRDs of nodenet are not installed");
    oneBeforeInstallation.assertRefused("the CRDs of nodenet are not installed");
  }

  @Test
  void shouldSayThatThereIsNothing() {
    status().assertRefused("no NodeNetwork", "operator");
  }

  @Test
  void shouldSayThatThereIsNoSuchNode() {
    status("node-z").assertRefused("no NodeNetwork \"node-z\"");
  }

  @Test
  void shouldEndWithZeroWhenAllAreHealthy() {
    create("node-a", Verdicts.HEALTHY);

    CliRun run = status();

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("node-a  True     Consistent");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void shouldShowWhatIsWrongWithUnhealthyNodes() {
    create("node-a", Verdicts.HEALTHY);
    create("node-b", Verdicts.ROUTE_MISSING);

    CliRun run = status();

    assertThat(run.out())
        .contains("node-b  False    RouteMissing            8/8      1/2      ")
        .contains("Critical  RouteMissing  172.22.0.0/24")
        .contains("expected  172.22.0.0/24 via 10.30.180.56 dev eth0")
        .contains("repair    ip route replace 172.22.0.0/24");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldShowAllOfOneNode() {
    create("node-b", Verdicts.ROUTE_MISSING);

    CliRun run = status("node-b");

    assertThat(run.out())
        .contains("node-b  not healthy (RouteMissing)")
        .containsPattern(
            "reported +\\d+s ago\n  pods attached +8/8\n  routes +1/2 to peers, HostGateway")
        .contains("cluster CIDR   172.22.0.0/16 (Flag)")
        .contains("RoutesConsistent      False    RouteMissing")
        .contains("Not evaluated (these checks have not passed)")
        .contains("PodCidrMismatch");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldTakeNoVerdictForNoHealth() {
    create("node-a", "");

    CliRun run = status("node-a");

    assertThat(run.out()).contains("health unknown", "is the operator of nodenet running?");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldSayThatVerdictIsAboutAnOlderReport() {
    create("node-a", Verdicts.HEALTHY);
    String patch =
        "[{\"op\":\"replace\",\"path\":\"/spec/refreshedAt\",\"value\":\"2026-01-01T00:00:09Z\"}]";
    CLIENT
        .resources(NodeNetwork.class)
        .withName("node-a")
        .patch(PatchContext.of(PatchType.JSON), patch);

    assertThat(status("node-a").out()).contains("The verdict is about an older report");
  }

  @Test
  void shouldWriteJson() {
    create("node-b", Verdicts.ROUTE_MISSING);

    JsonNode node = status("-o", "json").json().get("nodes").get(0);

    assertThat(node.get("node").asText()).isEqualTo("node-b");
    assertThat(node.get("healthy").asText()).isEqualTo("False");
    assertThat(node.get("verdictPending").asBoolean()).isFalse();
    assertThat(node.get("reportAgeSeconds").isIntegralNumber()).isTrue();
    assertThat(node.at("/findings/0/remediation").asText()).startsWith("ip route replace");
    assertThat(node.at("/conditions/0/lastTransitionTime").asText())
        .isEqualTo("2026-01-01T00:00:00Z");
    assertThat(node.at("/notEvaluated/0/check").asText()).isEqualTo("PodCidrMismatch");
  }

  @Test
  void shouldEscapeWhatTheVerdictHolds() {
    create("node-b", Verdicts.ROUTE_MISSING.replace("no route", "\\e[2J\\u202eno route"));

    assertThat(status().out()).contains("\\u001b[2J\\u202eno route").doesNotContain("\u001b");
  }

  @Test
  void shouldReadAllPages() {
    for (int i = 0; i < 260; i++) {
      create("node-" + i, "");
    }

    assertThat(status("-o", "json").json().get("nodes")).hasSize(260);
  }

  @Test
  void shouldSayWhatIsForbidden() throws IOException {
    Path file = Kubeconfigs.ofNobody(CLIENT, directory);

    CliRun.of("status", "--kubeconfig", file.toString())
        .assertRefused("refuses: ", "cannot list resource \"nodenetworks\"");
  }

  @Test
  void shouldSayThatTheUserIsNotKnown() throws IOException {
    Path file = Kubeconfigs.withToken(CLIENT, directory, "made-up");

    CliRun.of("status", "--kubeconfig", file.toString()).assertRefused("does not know this user");
  }

  @Test
  void shouldRefuseContextThatIsNotThere() {
    status("--context", "elsewhere").assertRefused("no context \"elsewhere\"");
  }

  private static CliRun status(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "status";
    all[1] = "--kubeconfig";
    all[2] = kubeconfig.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return CliRun.with(new Look(100, false), "", all);
  }

  private static void create(String name, String status) {
    NodeNetwork network = Serialization.unmarshal(Verdicts.report(name), NodeNetwork.class);
    long generation =
        CLIENT
            .resource(network)
            .fieldManager("nodenet-agent")
            .serverSideApply()
            .getMetadata()
            .getGeneration();
    if (!status.isEmpty()) {
      String text = Verdicts.verdict(name, generation, status);
      CLIENT
          .resource(Serialization.unmarshal(text, NodeNetwork.class))
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("nodenet-operator")
                  .withForce(true)
                  .build());
    }
  }
}
