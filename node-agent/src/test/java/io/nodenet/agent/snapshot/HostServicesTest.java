package io.nodenet.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services of the host leave below /run, and networkd's configuration. */
class HostServicesTest {

  @TempDir private Path root = Path.of("/");
  private final ReadErrors errors = new ReadErrors();

  private @Nullable List<HostService> read() {
    return new HostServices(NodePaths.below(root), errors).read();
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).resolve(".."));
    Files.writeString(root.resolve(file), text);
  }

  @Test
  void shouldSayNothingWhereNothingIsVisible() {
    assertThat(read()).isNull();
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldFindWhatNetworkdManages() throws Exception {
    // Given
    write("run/systemd/netif/links/2", "# private\nADMIN_STATE=configured\nOPER_STATE=routable\n");
    write("run/systemd/netif/links/7", "ADMIN_STATE=unmanaged\nOPER_STATE=routable\n");
    write("run/systemd/netif/links/8", "ADMIN_STATE=configuring\n");
    write("run/systemd/netif/links/9", "");
    write("run/systemd/netif/links/.#8x", "ADMIN_STATE=configured\n");

    // When / Then its configuration is not visible
    assertThat(read())
        .containsExactly(new HostService(HostService.Kind.NETWORKD, null, null, Set.of(2, 8)));

    // When / Then it is visible, and what is not in it is on
    Files.createDirectories(root.resolve("etc/systemd"));
    assertThat(read())
        .containsExactly(new HostService(HostService.Kind.NETWORKD, true, true, Set.of(2, 8)));
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldMergeTheConfigurationAsSystemdDoes() throws Exception {
    // Given
    Files.createDirectories(root.resolve("run/systemd/netif/links"));
    write("usr/lib/systemd/networkd.conf", "[Network]\nManageForeignRoutes=no\n");
    write("etc/systemd/networkd.conf", "[Network]\n#ManageForeignRoutes=no\n");

    // When / Then the file in /etc hides that of the distribution
    assertThat(foreign()).containsExactly(true, true);

    // When / Then a drop-in comes after it, and only its section counts
    write(
        "usr/lib/systemd/networkd.conf.d/10-a.conf",
        "[DHCPv4]\nManageForeignRoutingPolicyRules=no\n[Network]\nManageForeignRoutes = No\n");
    assertThat(foreign()).containsExactly(false, true);

    // When / Then a later one wins, wherever it lies
    write(
        "run/systemd/networkd.conf.d/20-b.conf",
        "[Network]\nManageForeignRoutes=yes\nManageForeignRoutingPolicyRules=0\n");
    assertThat(foreign()).containsExactly(true, false);

    // When / Then a link to /dev/null masks it
    Files.createDirectories(root.resolve("etc/systemd/networkd.conf.d"));
    Files.createSymbolicLink(
        root.resolve("etc/systemd/networkd.conf.d/20-b.conf"), Path.of("/dev/null"));
    assertThat(foreign()).containsExactly(false, true);
    assertThat(errors.toList()).isEmpty();
  }

  private List<@Nullable Boolean> foreign() {
    List<HostService> services = java.util.Objects.requireNonNull(read());
    HostService networkd = services.getFirst();
    return java.util.Arrays.asList(networkd.managesForeignRoutes(), networkd.managesForeignRules());
  }

  @Test
  void shouldFindWhatNetworkManagerManages() throws Exception {
    // Given
    write("run/NetworkManager/devices/2", "[device]\nmanaged=true\nroute-metric-default=100\n");
    write("run/NetworkManager/devices/3", "[device]\nmanaged=false\n");
    Files.createDirectories(root.resolve("run/NetworkManager/devices/4"));

    // When / Then
    assertThat(read())
        .containsExactly(new HostService(HostService.Kind.NETWORK_MANAGER, null, null, Set.of(2)));
    assertThat(errors.toList())
        .extracting(ReadError::message)
        .containsExactly("4: not a regular file");
  }
}
