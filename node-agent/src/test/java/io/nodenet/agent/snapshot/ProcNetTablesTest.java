package io.nodenet.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.snapshot.PodNetworkView.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of a pod as a kernel of 64 bits, little endian, prints them; whole, half and foreign. */
class ProcNetTablesTest {

  private static final String ROUTE =
      """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      eth0\t00000000\t010016AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
      eth0\t000016AC\t010016AC\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0
      eth0\t000016AC\t00000000\t0001\t0\t0\t5\t00FFFFFF\t0\t0\t0
      eth0\t0000FEA9\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
      *\t00000A0A\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\t0
      """;

  private static final String IPV6_ROUTE =
      """
      fd002200000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
      fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
      00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd002200000000000000000000000001 00000400 00000001 00000000 00000003     eth0
      00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo
      ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000003 00000000 00000001     eth0
      00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
      """;

  private static List<String> text(List<Route> routes) {
    return routes.stream()
        .map(r ->
            r.dst()
                + " via "
                + r.via()
                + " dev "
                + r.dev()
                + " metric "
                + r.metric()
                + " "
                + r.reject())
        .toList();
  }

  @Test
  void shouldReadRoutes() {
    assertThat(text(ProcNetTables.routes(ROUTE)))
        .containsExactly(
            "0.0.0.0/0 via 172.22.0.1 dev eth0 metric 0 false",
            "172.22.0.0/16 via 172.22.0.1 dev eth0 metric 0 false",
            "172.22.0.0/24 via null dev eth0 metric 5 false",
            "10.10.0.0/16 via null dev * metric 0 true");
    assertThat(text(ProcNetTables.routes6(IPV6_ROUTE)))
        .containsExactly(
            "fd00:2200::/64 via null dev eth0 metric 256 false",
            "::/0 via fd00:2200::1 dev eth0 metric 1024 false");
  }

  @Test
  void shouldReadLocalAddressesOnce() {
    // Given what both tries of the kernel, Main and Local, list
    String trie =
        """
        Main:
          +-- 172.22.0.0/24 2 0 2
             |-- 172.22.0.253
                /32 host LOCAL
             |-- 172.22.0.255
                /32 link BROADCAST
             |-- 127.0.0.1
                /32 host LOCAL
             |-- 172.22.0.0
                /24 link UNICAST
        Local:
             |-- 172.22.0.253
                /32 host LOCAL
        """;
    assertThat(ProcNetTables.addresses(trie)).hasToString("[172.22.0.253]");
    assertThat(
            ProcNetTables.addresses6(
                """
                fd002200000000000000000000000002 02 40 00 80     eth0
                fe80000000000000085800fffeac1602 02 40 20 80     eth0
                00000000000000000000000000000001 01 80 10 80       lo
                """))
        .hasToString("[fd00:2200::2]");
  }

  @Test
  void shouldSurviveHalvesAndForeignText() {
    for (String table : List.of(ROUTE, IPV6_ROUTE, "|-- 1.2.3.4\n/32 host LOCAL", "\u0000 x y")) {
      for (int end = 0; end < table.length(); end++) {
        String half = table.substring(0, end);
        assertThat(ProcNetTables.routes(half)).hasSizeLessThan(5);
        assertThat(ProcNetTables.routes6(half)).hasSizeLessThan(3);
        assertThat(ProcNetTables.addresses(half)).hasSizeLessThan(2);
        assertThat(ProcNetTables.addresses6(half)).isEmpty();
      }
    }
    assertThat(ProcNetTables.routes("eth0 0 0 0 0 0 0 0\neth0 ZZZZZZZZ 0 0 0 0 0 0 0")).isEmpty();
  }
}
