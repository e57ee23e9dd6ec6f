package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @Test
  void shouldShareWhatWasReadBetweenAllWhoAsk() {
    assertThat(Addresses.parseAddress("10.9.8.7").orElseThrow())
        .isSameAs(Addresses.parseAddress("10.9." + "8.7".strip()).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10.1",
        "1.2.3",
        "167772161",
        "0x0a000001",
        "010.0.0.1",
        "10.0.0.01",
        "10.0.0.256",
        "10.0.0.*",
        "10.0.0.1-5",
        "*",
        "10.0.0.1/24",
        "10.0.0.1%eth0",
        "fe80::1%eth0",
        "::1/128",
        "10.0.0.1 ",
        "[::1]",
        "1:2:3:4:5:6:7:8:9",
        "localhost",
        "fe80::1%",
        "::1.2.3",
        "0:0:0:0:0:0:0:0:0000000000000000000000000000000000"
      })
  void shouldRefuseWhatIsNoAddress(String text) {
    assertThat(Addresses.parseAddress(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "10.0.0.0",
        "10/8",
        "10.1/16",
        "1.2.3/24",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/08",
        "fd00::/129",
        "10.0.0.0/24/24",
        "10.0.*.0/24",
        "fd00::%1/64",
        "10.0.0.0/"
      })
  void shouldRefuseWhatIsNoBlock(String text) {
    assertThat(Addresses.parseBlock(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.30.180.56, 10.30.180.56",
    "0.0.0.0, 0.0.0.0",
    "fd00:22::1, fd00:22::1",
    "FD00:0022:0:0::1, fd00:22::1",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::ffff:a00:1, 10.0.0.1"
  })
  void shouldReadAnAddress(String text, String canonical) {
    assertThat(Addresses.parseAddress(text).map(IPAddress::toCanonicalString)).contains(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "172.22.1.0/24, 172.22.1.0/24",
    "172.22.1.7/24, 172.22.1.0/24",
    "0.0.0.0/0, 0.0.0.0/0",
    "::/0, ::/0",
    "10.0.0.1/32, 10.0.0.1/32",
    "fd00:22::5/64, fd00:22::/64",
    "::ffff:10.0.0.0/104, 10.0.0.0/8"
  })
  void shouldReadTheBlockOfACidr(String text, String canonical) {
    assertThat(Addresses.parseBlock(text).map(IPAddress::toCanonicalString)).contains(canonical);
  }

  @ParameterizedTest
  @CsvSource({"172.22.1.1/24, 172.22.1.1", "172.22.1.0/24, 172.22.1.0", "fd00::1/64, fd00::1"})
  void shouldKeepTheHostOfAnInterfaceAddress(String text, String host) {
    assertThat(Addresses.parseInterfaceAddress(text).map(Addresses::host))
        .contains(Addresses.parseAddress(host).orElseThrow());
  }

  @Property(tries = 2000)
  void shouldNeverThrow(
      @ForAll
          @StringLength(max = 60)
          @CharRange(from = '0', to = '9')
          @Chars({'.', ':', '/', 'a', 'f', 'x', '%', '*', '-', ' ', '\u00e9'})
          String text) {
    Addresses.parseAddress(text)
        .ifPresent(address -> assertThat(address.isMultiple()).as(text).isFalse());
    assertThat(Addresses.parseBlock(text).isPresent())
        .isEqualTo(Addresses.parseInterfaceAddress(text).isPresent());
  }
}
