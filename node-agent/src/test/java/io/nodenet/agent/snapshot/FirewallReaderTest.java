package io.nodenet.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in the place of nft that answer otherwise, half, too much, late or not at all. */
class FirewallReaderTest {

  private static final String HEAD = "{\"nftables\": [{\"metainfo\": {\"json_schema_version\": 1}}";

  @TempDir private Path directory = Path.of("/");
  private long now;

  private ReadErrors errors = new ReadErrors();

  private Duration deadline = Duration.ofSeconds(60);

  private FirewallReader program(String script) throws IOException {
    Path file = directory.resolve("nft");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(directory.resolve("net"));
    return new FirewallReader(file, directory, deadline, () -> now);
  }

  private List<String> failure(String script) throws IOException {
    errors = new ReadErrors();
    assertThat(program(script).read(errors)).isEmpty();
    return errors.toList().stream().map(e -> e.source() + ": " + e.message()).toList();
  }

  @Test
  void shouldReadAnEmptyRuleset() throws Exception {
    // When
    List<FirewallView> views = program("echo '" + HEAD + "]}'").read(errors);

    // Then both families are known to have no rules
    assertThat(views).extracting(FirewallView::hasRules).containsExactly(false, false);
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldSayThatOutputOfOtherVersionsIsNotEvaluated() throws Exception {
    String other = "firewall: nft: output that is not of JSON schema version 1";
    assertThat(failure("echo '" + HEAD.replace('1', '2') + "]}'")).containsExactly(other);
    assertThat(failure("echo '" + HEAD + ", {\"chain\": {\"family\": \"ip\"'"))
        .as("half of it")
        .containsExactly(other);
    assertThat(failure("echo 'table ip filter {}'")).containsExactly(other);
    assertThat(failure("true")).containsExactly(other);
    assertThat(failure("echo '{\"nftables\": [{\"rule\": {}}]}'")).containsExactly(other);
  }

  @Test
  void shouldGiveTheComplaintOfTheProgram() throws Exception {
    assertThat(failure("echo 'Operation not permitted (you must be root)' >&2; exit 1"))
        .containsExactly("firewall: nft: Operation not permitted (you must be root)");
    assertThat(failure("echo '" + HEAD + "]}'; exit 3"))
        .containsExactly("firewall: nft: ended with status 3");
  }

  @Test
  void shouldKillAProgramThatDoesNotAnswer() throws Exception {
    deadline = Duration.ofMillis(300);
    assertThat(failure("exec sleep 300")).containsExactly("firewall: nft: did not answer in time");
  }

  @Test
  void shouldNotReadWithoutEnd() throws Exception {
    assertThat(failure("echo '" + HEAD + ", '; exec cat /dev/zero"))
        .containsExactly("firewall: nft: output that is not of JSON schema version 1");
    assertThat(failure("echo '" + HEAD + ", {\"set\": [1'; exec yes ,1"))
        .singleElement()
        .asString()
        .contains("longer than");
  }

  @Test
  void shouldSayThatTheProgramIsNotThere() {
    // When
    new FirewallReader(Path.of("/absent/nft"), directory).read(errors);

    // Then
    assertThat(errors.toList())
        .extracting(ReadError::message)
        .contains("nft: /absent/nft is not there");
  }

  @Test
  void shouldNotPassOverRulesOfIptablesLegacy() throws Exception {
    // Given legacy tables of IPv4
    FirewallReader reader = program("echo '" + HEAD + "]}'");
    Files.writeString(directory.resolve("net/ip_tables_names"), "nat\nfilter\n");
    Files.writeString(directory.resolve("net/ip6_tables_names"), "");

    // When / Then IPv6 alone is known
    assertThat(reader.read(errors)).hasSize(1);
    assertThat(errors.toList())
        .extracting(ReadError::message)
        .containsExactly("iptables-legacy holds tables (ip_tables_names), which are not evaluated");
  }

  @Test
  void shouldAskOnlyNowAndThen() throws Exception {
    // Given a program that counts
    Path count = directory.resolve("count");
    FirewallReader reader = program("echo x >> " + count + "; echo '" + HEAD + "]}'");

    // When
    reader.read(errors);
    reader.read(errors);
    now = Duration.ofSeconds(20).toNanos();
    reader.read(errors);

    // Then
    assertThat(Files.readString(count)).isEqualTo("x\nx\n");
  }
}
