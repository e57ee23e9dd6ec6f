package io.nodenet.testing;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real kube-apiserver with its etcd, started once per JVM on first use and stopped with it. No
 * kubelet and no controllers run: nothing is garbage collected and no namespace ever ends.
 *
 * <p>The programs are those of the lab. Without them a test fails and says how to build them; it is
 * never skipped from in here.
 */
public final class ApiServer {

  /** Environment variable with the directory of the programs, in the layout of kube-api-test. */
  public static final String DIRECTORY = "NODENET_APISERVER_DIR";

  private static final String VERSION = "1.36.3";
  private static final Duration STARTUP = Duration.ofMinutes(2);

  private final String kubeconfig;

  private ApiServer(String kubeconfig) {
    this.kubeconfig = kubeconfig;
  }

  /** The server of this JVM. */
  public static ApiServer get() {
    return Holder.SERVER;
  }

  /** A client configuration with all rights. */
  public Config adminConfig() {
    return Config.fromKubeconfig(kubeconfig);
  }

  /** The same, as the file that kubectl reads. */
  public String kubeconfig() {
    return kubeconfig;
  }

  /** A client with all rights; the caller closes it. */
  public KubernetesClient adminClient() {
    return new KubernetesClientBuilder().withConfig(adminConfig()).build();
  }

  /** Applies the committed CRDs and waits until they are served. */
  public void installCrds(Path manifests) {
    try (KubernetesClient client = adminClient();
        Stream<Path> files = Files.list(manifests)) {
      files
          .filter(file -> file.toString().endsWith("-v1.yml"))
          .sorted()
          .forEach(file -> install(client, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void install(KubernetesClient client, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      CustomResourceDefinition crd =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .load(in)
              .forceConflicts()
              .serverSideApply();
      String kind = crd.getSpec().getNames().getKind();
      Awaitility.await(kind + " is served")
          .atMost(30, TimeUnit.SECONDS)
          .ignoreExceptions()
          .until(() ->
              client.genericKubernetesResources("nodenet.io/v1alpha1", kind).list().getItems()
                  != null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApiServer start() {
    String directory = System.getenv(DIRECTORY);
    if (directory == null || !Files.isDirectory(Path.of(directory))) {
      throw new IllegalStateException(
          DIRECTORY
              + " names no directory with etcd and kube-apiserver: run `make lab-build`, then"
              + " `make check` or `make test`, which set it");
    }
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(directory)
                .withApiServerVersion(VERSION)
                .withOfflineMode(true)
                .withStartupTimeout((int) STARTUP.toMillis())
                .build());
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-apiserver"));
    return new ApiServer(server.getKubeConfigYaml());
  }

  private static final class Holder {
    private static final ApiServer SERVER = start();
  }
}
