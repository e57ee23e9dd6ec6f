package io.nodenet.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The arrows of the design: who may know whom. */
@AnalyzeClasses(
    packages = "io.nodenet",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {

  @ArchTest
  static final ArchRule MODULES =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("crds")
          .definedBy("io.nodenet.api..")
          .layer("audit")
          .definedBy("io.nodenet.audit..")
          .layer("node-agent")
          .definedBy("io.nodenet.agent..")
          .layer("operator")
          .definedBy("io.nodenet.operator..")
          .layer("cli")
          .definedBy("io.nodenet.cli..")
          .whereLayer("crds")
          .mayNotAccessAnyLayer()
          .whereLayer("audit")
          .mayOnlyAccessLayers("crds")
          .whereLayer("node-agent")
          .mayOnlyAccessLayers("crds")
          .whereLayer("operator")
          .mayOnlyAccessLayers("crds", "audit")
          .whereLayer("cli")
          .mayOnlyAccessLayers("crds", "audit");

  @ArchTest
  static final ArchRule AGENT_LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("libc")
          .definedBy("io.nodenet.agent.libc..")
          .layer("netlink")
          .definedBy("io.nodenet.agent.netlink..")
          .layer("rtnetlink")
          .definedBy("io.nodenet.agent.rtnetlink..")
          .layer("snapshot")
          .definedBy("io.nodenet.agent.snapshot..")
          .layer("publish")
          .definedBy("io.nodenet.agent.publish..")
          .whereLayer("libc")
          .mayNotAccessAnyLayer()
          .whereLayer("netlink")
          .mayOnlyAccessLayers("libc")
          .whereLayer("rtnetlink")
          .mayOnlyAccessLayers("libc", "netlink")
          .whereLayer("snapshot")
          .mayOnlyAccessLayers("libc", "netlink", "rtnetlink")
          .whereLayer("publish")
          .mayOnlyAccessLayers("snapshot", "rtnetlink");

  @ArchTest
  static final ArchRule AUDIT_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("io.nodenet.audit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "java.io..",
              "java.net..",
              "java.nio.file..",
              "org.slf4j..")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule FOREIGN_MEMORY_ONLY_IN_LIBC =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.nodenet.agent.libc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.foreign..");

  @ArchTest
  static final ArchRule NO_CATCH_ALL_NAMES =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager");
}
