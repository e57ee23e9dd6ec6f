package io.nodenet.agent.netlink;

import java.util.ArrayList;
import java.util.List;

/** Reads a list of {@code struct nlattr} in one pass. */
public final class AttributeReader {

  /** {@code #define NLA_TYPE_MASK ~(NLA_F_NESTED | NLA_F_NET_BYTEORDER)}. */
  private static final int NLA_TYPE_MASK = 0x3fff;

  /** {@code #define NLA_HDRLEN ((int) NLA_ALIGN(sizeof(struct nlattr)))}. */
  static final int HEADER_SIZE = 4;

  /** What to do with one attribute; it ignores types that it does not know. */
  @FunctionalInterface
  public interface Visitor {

    /** A NetlinkException spoils this attribute alone. */
    void visit(int type, Payload value) throws NetlinkException;
  }

  private AttributeReader() {}

  /**
   * Shows each attribute to the visitor.
   *
   * @return what was wrong, one line each: a defective attribute does not spoil its neighbours, but
   *     a length that cannot be followed ends the list. Empty when all was well.
   */
  public static List<String> read(Payload attributes, Visitor visitor) throws NetlinkException {
    List<String> defects = new ArrayList<>(0);
    int at = 0;
    while (at < attributes.length()) {
      int remaining = attributes.length() - at;
      if (remaining < HEADER_SIZE) {
        defects.add(remaining + " stray bytes after the last attribute");
        break;
      }
      int length = attributes.u16(at);
      int type = attributes.u16(at + 2) & NLA_TYPE_MASK;
      // nla_ok: nla->nla_len >= sizeof(*nla) && nla->nla_len <= remaining
      if (length < HEADER_SIZE || length > remaining) {
        defects.add(
            "attribute " + type + " has length " + length + ", " + remaining + " bytes are left");
        break;
      }
      visit(attributes, at, length, type, visitor, defects);
      // nla_next: nla + NLA_ALIGN(nla->nla_len)
      at += Alignment.align(length);
    }
    return defects;
  }

  private static void visit(
      Payload attributes, int at, int length, int type, Visitor visitor, List<String> defects)
      throws NetlinkException {
    Payload value = attributes.part(at + HEADER_SIZE, length - HEADER_SIZE, "attribute", type);
    try {
      visitor.visit(type, value);
    } catch (NetlinkException e) {
      defects.add(e.text());
    }
  }

  /**
   * As {@link #read}, for objects that mean something else when a part of them is missing: a route
   * without its gateway is another route.
   */
  public static void readStrictly(Payload attributes, Visitor visitor) throws NetlinkException {
    List<String> defects = read(attributes, visitor);
    if (!defects.isEmpty()) {
      throw NetlinkException.malformed(attributes.what(), String.join("; ", defects));
    }
  }
}
