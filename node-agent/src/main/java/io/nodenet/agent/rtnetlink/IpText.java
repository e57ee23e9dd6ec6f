package io.nodenet.agent.rtnetlink;

import java.util.Optional;
import java.util.regex.Pattern;

/** The text forms of addresses; strict where Java's own are lenient ("10.1" is no address). */
public final class IpText {

  private static final Pattern INET =
      Pattern.compile(
          "(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int GROUPS = 8;
  private static final int LONGEST = 45;

  private IpText() {}

  /** An address without zone; empty when the text is not one. */
  public static Optional<IpAddress> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0 ? parseInet(text) : parseInet6(text);
  }

  private static Optional<IpAddress> parseInet(String text) {
    var matcher = INET.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(matcher.group(i));
      if (octet > 255) {
        return Optional.empty();
      }
      value = value << 8 | octet;
    }
    return Optional.of(new IpAddress(Family.INET, 0, value));
  }

  private static Optional<IpAddress> parseInet6(String text) {
    String hex = text;
    int dotted = text.lastIndexOf(':') + 1;
    if (text.indexOf('.') >= 0) {
      Optional<IpAddress> tail = parseInet(text.substring(dotted));
      if (tail.isEmpty()) {
        return Optional.empty();
      }
      long low = tail.get().low();
      hex =
          text.substring(0, dotted)
              + Long.toHexString(low >>> 16)
              + ":"
              + Long.toHexString(low & 0xffff);
    }
    int gap = hex.indexOf("::");
    if (gap < 0) {
      return groups(hex).filter(g -> g.length == GROUPS).map(IpText::ofGroups);
    }
    int[] front = groups(hex.substring(0, gap)).orElse(null);
    int[] back = groups(hex.substring(gap + 2)).orElse(null);
    if (front == null || back == null || front.length + back.length >= GROUPS) {
      return Optional.empty();
    }
    int[] all = new int[GROUPS];
    System.arraycopy(front, 0, all, 0, front.length);
    System.arraycopy(back, 0, all, GROUPS - back.length, back.length);
    return Optional.of(ofGroups(all));
  }

  private static Optional<int[]> groups(String text) {
    if (text.isEmpty()) {
      return Optional.of(new int[0]);
    }
    String[] parts = text.split(":", -1);
    int[] groups = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!GROUP.matcher(parts[i]).matches()) {
        return Optional.empty();
      }
      groups[i] = Integer.parseInt(parts[i], 16);
    }
    return Optional.of(groups);
  }

  private static IpAddress ofGroups(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS / 2; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + GROUPS / 2];
    }
    return new IpAddress(Family.INET6, high, low);
  }

  /** RFC 5952: the longest run of two or more zero groups, the first of equals, becomes "::". */
  static String formatInet6(long high, long low) {
    int bestStart = -1;
    int bestLength = 1;
    int run = 0;
    for (int i = 0; i < GROUPS; i++) {
      run = group(high, low, i) == 0 ? run + 1 : 0;
      if (run > bestLength) {
        bestLength = run;
        bestStart = i - run + 1;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(group(high, low, i)));
      }
    }
    return text.toString();
  }

  private static int group(long high, long low, int i) {
    long half = i < GROUPS / 2 ? high : low;
    return (int) (half >>> (16 * (3 - i % 4))) & 0xffff;
  }
}
