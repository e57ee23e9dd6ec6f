package io.nodenet.agent.snapshot;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.snapshot.HostParameters.NeighborTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of files below /proc. */
class HostParametersReaderTest {

  /** Two processors of Linux 6.18, whose neighbour table has 900 entries. */
  private static final String ARP_CACHE =
      """
      entries  allocs   destroys hash_grows lookups  hits     res_failed rcv_probes_mcast rcv_probes_ucast periodic_gc_runs forced_gc_runs unresolved_discards table_fulls
      00000384 0000011b 000000e4 00000001   00000b2c 0000005a 00000000   00000000         00000000         00000000         00000000       00000000            00000000
      00000384 0000012f 00000101 00000000   00000a01 0000003c 00000000   00000000         00000000         00000000         00000000       00000000            00000000
      """;

  private final ReadErrors errors = new ReadErrors();

  @TempDir Path proc;

  @BeforeEach
  void aKernelWithoutBridgeFilter() throws IOException {
    write("sys/net/ipv4/ip_forward", "1\n");
    write("sys/net/ipv4/conf/all/rp_filter", "2\n");
    write("sys/net/ipv4/conf/flannel.1/forwarding", "1\n");
    write("sys/net/ipv4/conf/flannel.1/rp_filter", "0\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private HostParameters read(String... devices) {
    List<InterfaceName> names = new ArrayList<>();
    for (String device : devices) {
      names.add(InterfaceName.of(device.getBytes(StandardCharsets.ISO_8859_1)));
    }
    return new HostParametersReader(proc).read(names, errors);
  }

  @Test
  void shouldNameWhatIsThereAndLeaveOutWhatIsNot() {
    // When
    HostParameters parameters = read("flannel.1", "gone0");

    // Then
    assertThat(parameters.sysctls())
        .containsExactly(
            entry("net.ipv4.conf.all.rp_filter", 2L),
            entry("net.ipv4.conf.flannel/1.forwarding", 1L),
            entry("net.ipv4.conf.flannel/1.rp_filter", 0L),
            entry("net.ipv4.ip_forward", 1L));
    assertThat(parameters.neighborTables()).isEmpty();
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldSayThatNothingWasReadWithoutProc() throws IOException {
    // Given
    HostParametersReader elsewhere = new HostParametersReader(proc.resolve("nothing"));

    // When
    HostParameters parameters = elsewhere.read(List.of(), errors);

    // Then
    assertThat(parameters).isEqualTo(HostParameters.UNREAD);
    assertThat(errors.has(ErrorSource.SYSCTLS)).isTrue();
  }

  @Test
  void shouldTellHowFullANeighbourTableIsInTwentieths() throws IOException {
    // Given
    write("net/stat/arp_cache", ARP_CACHE);
    write("sys/net/ipv4/neigh/default/gc_thresh2", "512\n");
    write("sys/net/ipv4/neigh/default/gc_thresh3", "1024\n");
    write("net/stat/ndisc_cache", ARP_CACHE);

    // When
    HostParameters parameters = read();

    // Then 900 of 1,024, by 51; and of IPv6 no limit is told
    assertThat(parameters.neighborTables())
        .containsExactly(new NeighborTable("inet", 867, 512L, 1024));
  }

  @Test
  void shouldOutliveALimitOfNothing() throws IOException {
    // Given
    write("net/stat/arp_cache", ARP_CACHE);
    write("sys/net/ipv4/neigh/default/gc_thresh3", "0\n");

    // When / Then
    assertThat(read().neighborTables()).containsExactly(new NeighborTable("inet", 900, null, 0));
  }

  @Test
  void shouldNameWhatIsNoNumber() throws IOException {
    // Given
    write("sys/net/ipv4/ip_forward", "yes\n");
    write("net/stat/arp_cache", "entries\n");
    write("sys/net/ipv4/neigh/default/gc_thresh3", "1024\n");
    Files.createDirectories(proc.resolve("sys/net/ipv6/conf/all/forwarding"));

    // When
    HostParameters parameters = read();

    // Then
    assertThat(parameters.sysctls()).containsOnlyKeys("net.ipv4.conf.all.rp_filter");
    assertThat(errors.toList()).extracting(ReadError::message).hasSize(3);
  }

  @Test
  void shouldReadNothingOutsideForAHostileName() throws IOException {
    // Given names that no kernel allows, and one that is not text
    write("sys/net/ipv4/conf/forwarding", "1\n");
    write("sys/net/ipv4/forwarding", "1\n");

    // When
    HostParameters parameters = read(".", "..", "\u00ffeth0", "a/../b");

    // Then
    assertThat(parameters.sysctls())
        .containsOnlyKeys("net.ipv4.conf.all.rp_filter", "net.ipv4.ip_forward");
    assertThat(parameters.omitted()).isEqualTo(4);
  }

  @Test
  void shouldBoundHowManyInterfacesItReads() {
    // Given
    String[] many = new String[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = "eth" + i;
    }

    // When / Then
    assertThat(read(many).omitted()).isEqualTo(36);
  }
}
