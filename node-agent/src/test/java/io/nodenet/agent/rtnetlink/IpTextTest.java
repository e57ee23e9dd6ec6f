package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and prefixes as text. */
class IpTextTest {

  @ParameterizedTest
  @CsvSource({
    "10.30.180.56, 10.30.180.56",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "FD00:0:0:1::, fd00:0:0:1::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
    "0:0:1::, 0:0:1::",
    "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
    "::ffff:10.0.0.1, ::ffff:a00:1",
    "2001:db8::1, 2001:db8::1",
  })
  void shouldPrintTheCanonicalForm(String text, String canonical) {
    assertThat(IpText.parse(text)).hasToString("Optional[" + canonical + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1",
        "1.2.3",
        "1.2.3.4.5",
        "256.0.0.1",
        "01.2.3.4",
        "1.2.3.4 ",
        "localhost",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "g::",
        "fe80::1%eth0",
        "12345::",
        "::1.2.3",
        "1.2.3.4::"
      })
  void shouldAcceptNoOtherForm(String text) {
    assertThat(IpText.parse(text)).isEmpty();
  }

  @Property
  void shouldReadBackWhatItPrintsAndAgreeWithTheJdk(@ForAll long high, @ForAll long low)
      throws UnknownHostException {
    IpAddress address = new IpAddress(Family.INET6, high, low);
    assertThat(IpText.parse(address.toString())).contains(address);
    byte[] bytes = java.nio.ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    assertThat(InetAddress.getByName(address.toString()))
        .isEqualTo(InetAddress.getByAddress(bytes));
  }

  @Test
  void shouldMaskAndContain() {
    IpPrefix prefix = IpPrefix.parse("172.22.1.77/24").orElseThrow();
    assertThat(prefix.network()).hasToString("172.22.1.0/24");
    assertThat(IpPrefix.parse("172.22.0.0/16").orElseThrow().contains(prefix)).isTrue();
    assertThat(prefix.contains(IpPrefix.parse("172.22.0.0/16").orElseThrow())).isFalse();
    assertThat(IpPrefix.parse("::/0").orElseThrow().contains(prefix)).isFalse();
    assertThat(IpPrefix.parse("fd00:22::ff/64").orElseThrow().network())
        .hasToString("fd00:22::/64");
    assertThat(IpPrefix.parse("fd00::1/127").orElseThrow().network()).hasToString("fd00::/127");
    assertThat(IpPrefix.parse("10.0.0.0/33")).isEmpty();
    assertThat(IpPrefix.parse("10.0.0.0/08")).isEmpty();
  }

  @Test
  void shouldKnowSpecialAddresses() {
    assertThat(IpText.parse("fe80::1").orElseThrow().isLinkLocal()).isTrue();
    assertThat(IpText.parse("fec0::1").orElseThrow().isLinkLocal()).isFalse();
    assertThat(IpText.parse("169.254.1.1").orElseThrow().isLinkLocal()).isTrue();
    assertThat(IpText.parse("::ffff:1.2.3.4").orElseThrow().isIpv4Mapped()).isTrue();
    assertThat(IpText.parse("239.1.1.1").orElseThrow().isMulticast()).isTrue();
    assertThat(IpText.parse("ff02::1").orElseThrow().isMulticast()).isTrue();
    assertThat(IpText.parse("127.9.9.9").orElseThrow().isLoopback()).isTrue();
  }

  @Property
  void shouldNeverMakeTwoNamesOne(@ForAll byte[] one, @ForAll byte[] other) {
    boolean sameName = java.util.Arrays.equals(one, other);
    assertThat(InterfaceName.of(one).equals(InterfaceName.of(other))).isEqualTo(sameName);
    assertThat(InterfaceName.of(one).text()).matches("[!-~]*");
  }
}
