package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.Payload;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The name of an interface in printable ASCII. The kernel allows any bytes but NUL, slash, colon
 * and white space, so a name may be invalid UTF-8 or drive a terminal; every byte outside {@code
 * !..~}, and the backslash, is written as {@code \xNN}. Two names never become the same text.
 */
public record InterfaceName(String text) implements Comparable<InterfaceName> {

  /** {@code IFNAMSIZ} without the NUL. */
  private static final int MAX_BYTES = 15;

  /** Of an attribute; malformed when no kernel could have let it through. */
  static InterfaceName of(Payload value) throws NetlinkException {
    byte[] name = value.untilNul();
    if (name.length > MAX_BYTES) {
      throw NetlinkException.malformed(
          value.what(), "an interface name of " + name.length + " bytes");
    }
    return of(name);
  }

  /** As the kernel gives it, without the NUL. */
  public static InterfaceName of(byte[] name) {
    StringBuilder text = new StringBuilder(name.length);
    for (byte b : name) {
      if (b > ' ' && b <= '~' && b != '\\') {
        text.append((char) b);
      } else {
        text.append("\\x").append(HexFormat.of().toHexDigits(b));
      }
    }
    return new InterfaceName(text.toString());
  }

  /** As it stands in a file. */
  public static InterfaceName of(String name) {
    return of(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the text differs from the name. */
  public boolean escaped() {
    return text.indexOf('\\') >= 0;
  }

  @Override
  public int compareTo(InterfaceName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
