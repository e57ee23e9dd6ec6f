package io.nodenet.e2e;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every report in the golden cases of the audit is one that a real API server accepts under the
 * committed CRD.
 */
@Tag("apiserver")
class GoldenCasesIT {

  private static final Path GOLDEN = Path.of("../audit/src/test/resources");
  private static final KubernetesClient CLIENT = ApiServer.get().adminClient();

  @BeforeAll
  static void installCrds() {
    ApiServer.get().installCrds(Path.of("../crds/manifests"));
  }

  @AfterAll
  static void closeClient() {
    CLIENT.close();
  }

  @TestFactory
  Stream<DynamicTest> shouldHoldReportsThatAnApiServerAccepts() {
    return reports()
        .map(file -> dynamicTest(GOLDEN.relativize(file).toString(), () -> accept(file)));
  }

  private static void accept(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (HasMetadata object : CLIENT.load(in).items()) {
        if (object.getKind().equals("NodeNetwork")) {
          CLIENT.resource(object).dryRun().serverSideApply();
        }
      }
    }
  }

  private static Stream<Path> reports() {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return List.copyOf(
          files.filter(file -> file.getFileName().toString().startsWith("in-")).sorted().toList())
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
