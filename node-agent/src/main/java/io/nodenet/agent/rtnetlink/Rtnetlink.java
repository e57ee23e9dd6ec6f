package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.AttributeWriter;
import io.nodenet.agent.netlink.NetlinkConnection;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Typed dumps. Each is complete or an exception; single messages that cannot be decoded are listed
 * as defects and do not cost the others. For any thread, one dump at a time.
 */
public final class Rtnetlink {

  /** Multicast groups of {@code <linux/rtnetlink.h>} that tell of changes in these dumps. */
  public static final List<Integer> GROUPS =
      List.of(
          1, // RTNLGRP_LINK
          3, // RTNLGRP_NEIGH
          5, // RTNLGRP_IPV4_IFADDR
          7, // RTNLGRP_IPV4_ROUTE
          8, // RTNLGRP_IPV4_RULE
          9, // RTNLGRP_IPV6_IFADDR
          11, // RTNLGRP_IPV6_ROUTE
          19, // RTNLGRP_IPV6_RULE
          28, // RTNLGRP_NSID
          32); // RTNLGRP_NEXTHOP

  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;
  private static final int RTM_GETADDR = 22;
  static final int RTM_NEWROUTE = 24;
  static final int RTM_DELROUTE = 25;
  private static final int RTM_GETROUTE = 26;
  static final int RTM_NEWNEIGH = 28;
  static final int RTM_DELNEIGH = 29;
  private static final int RTM_GETNEIGH = 30;
  private static final int RTM_NEWRULE = 32;
  private static final int RTM_GETRULE = 34;
  private static final int RTM_NEWNSID = 88;
  private static final int RTM_GETNSID = 90;
  private static final int RTM_NEWNEXTHOP = 104;
  private static final int RTM_GETNEXTHOP = 106;

  private static final int IFLA_EXT_MASK = 29;
  private static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;
  private static final int RTEXT_FILTER_BRVLAN = 1 << 1;
  private static final int NDA_IFINDEX = 8;
  private static final int NDA_MASTER = 9;
  private static final int NETNSA_NSID = 1;
  private static final int NETNSA_FD = 3;

  private final NetlinkConnection connection;

  /** Over that connection, which stays the caller's to close. */
  public Rtnetlink(NetlinkConnection connection) {
    this.connection = connection;
  }

  /** All links; a defective attribute is listed and absent, the link stays. */
  public Dump<LinkMessage> links() throws NetlinkException {
    byte[] request =
        new AttributeWriter(ByteOrder.nativeOrder())
            .fixed(new byte[LinkMessage.HEADER_SIZE])
            .u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS)
            .toBytes();
    Dump<LinkMessage> dump =
        dump("RTM_GETLINK", RTM_GETLINK, RTM_NEWLINK, request, LinkMessage::decode, link -> true);
    Defects defects = new Defects();
    dump.defects().forEach(defects::add);
    dump.items()
        .forEach(
            link -> link.defects().forEach(d -> defects.add("link " + link.name() + ": " + d)));
    return new Dump<>(dump.items(), defects.toList());
  }

  /** Addresses of one family. */
  public Dump<AddressMessage> addresses(Family family) throws NetlinkException {
    return dump(
        "RTM_GETADDR",
        RTM_GETADDR,
        RTM_NEWADDR,
        header(family, AddressMessage.HEADER_SIZE),
        AddressMessage::decode,
        address -> address.family() == family);
  }

  /** Routes of one family, in all tables. */
  public Dump<RouteMessage> routes(Family family) throws NetlinkException {
    return dump(
        "RTM_GETROUTE",
        RTM_GETROUTE,
        RTM_NEWROUTE,
        header(family, RouteMessage.HEADER_SIZE),
        RouteMessage::decode,
        route -> route.family() == family);
  }

  /** Policy rules of one family. */
  public Dump<RuleMessage> rules(Family family) throws NetlinkException {
    return dump(
        "RTM_GETRULE",
        RTM_GETRULE,
        RTM_NEWRULE,
        header(family, RuleMessage.HEADER_SIZE),
        RuleMessage::decode,
        rule -> rule.family() == family);
  }

  /** Nexthop objects; a kernel before 5.3 refuses with EOPNOTSUPP. */
  public Dump<NexthopMessage> nexthops() throws NetlinkException {
    return dump(
        "RTM_GETNEXTHOP",
        RTM_GETNEXTHOP,
        RTM_NEWNEXTHOP,
        new byte[NexthopMessage.HEADER_SIZE],
        NexthopMessage::decode,
        nexthop -> true);
  }

  /** Neighbours of one family behind that interface; of all interfaces when it is 0. */
  public Dump<NeighborMessage> neighbors(Family family, int device) throws NetlinkException {
    Dump<Optional<NeighborMessage>> dump =
        dump(
            "RTM_GETNEIGH",
            RTM_GETNEIGH,
            RTM_NEWNEIGH,
            filtered(family.number(), NDA_IFINDEX, device),
            NeighborMessage::decode,
            entry -> entry.filter(neighbor -> isOf(neighbor, family, device)).isPresent());
    return new Dump<>(dump.items().stream().flatMap(Optional::stream).toList(), dump.defects());
  }

  private static boolean isOf(NeighborMessage neighbor, Family family, int device) {
    return neighbor.ip().family() == family && (device == 0 || neighbor.index() == device);
  }

  /** The forwarding database of a vxlan device. */
  public Dump<ForwardingMessage> overlayForwarding(int device) throws NetlinkException {
    return forwarding(NDA_IFINDEX, device, entry -> entry.index() == device && !entry.isGroup());
  }

  /** The forwarding database of a bridge, without the addresses of the bridge and its ports. */
  public Dump<ForwardingMessage> bridgeForwarding(int bridge) throws NetlinkException {
    return forwarding(
        NDA_MASTER,
        bridge,
        entry ->
            Integer.valueOf(bridge).equals(entry.master())
                && entry.origin() != ForwardingMessage.Origin.PERMANENT);
  }

  private Dump<ForwardingMessage> forwarding(
      int filter, int device, Predicate<ForwardingMessage> wanted) throws NetlinkException {
    return dump(
        "RTM_GETNEIGH",
        RTM_GETNEIGH,
        RTM_NEWNEIGH,
        filtered(ForwardingMessage.AF_BRIDGE, filter, device),
        ForwardingMessage::decode,
        wanted);
  }

  private static byte[] filtered(int family, int filter, int value) {
    byte[] header = new byte[NeighborMessage.HEADER_SIZE];
    header[0] = (byte) family;
    AttributeWriter writer = new AttributeWriter(ByteOrder.nativeOrder()).fixed(header);
    return value == 0 ? writer.toBytes() : writer.u32(filter, value).toBytes();
  }

  /** VLANs of untagged frames on all bridges and their ports. */
  public Dump<PortVlanMessage> portVlans() throws NetlinkException {
    byte[] header = new byte[LinkMessage.HEADER_SIZE];
    header[0] = ForwardingMessage.AF_BRIDGE;
    byte[] request =
        new AttributeWriter(ByteOrder.nativeOrder())
            .fixed(header)
            .u32(IFLA_EXT_MASK, RTEXT_FILTER_BRVLAN)
            .toBytes();
    return dump(
        "RTM_GETLINK", RTM_GETLINK, RTM_NEWLINK, request, PortVlanMessage::decode, port -> true);
  }

  /**
   * The id by which this network namespace knows another.
   *
   * @param fd an open descriptor of that namespace
   * @return -1 when it has no id here
   */
  public int netnsId(int fd) throws NetlinkException {
    byte[] request =
        new AttributeWriter(ByteOrder.nativeOrder()).fixed((byte) 0).u32(NETNSA_FD, fd).toBytes();
    NetlinkMessage reply = connection.request("RTM_GETNSID", RTM_GETNSID, request);
    requireType(reply, RTM_NEWNSID);
    var found =
        new Object() {
          int id = -1;
        };
    // struct rtgenmsg { u8 rtgen_family; }, padded
    AttributeReader.readStrictly(
        reply.body().from(4),
        (type, value) -> {
          if (type == NETNSA_NSID) {
            found.id = value.s32(0);
          }
        });
    return found.id;
  }

  @FunctionalInterface
  private interface Decoder<T> {
    T decode(NetlinkMessage message) throws NetlinkException;
  }

  /** A strict kernel has filtered already; others may ignore the header, so we filter again. */
  private <T> Dump<T> dump(
      String operation,
      int request,
      int reply,
      byte[] body,
      Decoder<T> decoder,
      Predicate<T> wanted)
      throws NetlinkException {
    // A strict kernel leaves cached exceptions out of route dumps, and marks them as filtered.
    boolean mayBeFiltered = request == RTM_GETROUTE || request == RTM_GETNEIGH;
    List<NetlinkMessage> messages = connection.dump(operation, request, body, mayBeFiltered);
    Set<T> items = LinkedHashSet.newLinkedHashSet(messages.size());
    Defects defects = new Defects();
    for (NetlinkMessage message : messages) {
      try {
        requireType(message, reply);
        T item = decoder.decode(message);
        if (wanted.test(item)) {
          items.add(item);
        }
      } catch (NetlinkException e) {
        if (e.kind() != NetlinkException.Kind.UNSUPPORTED) {
          defects.add(e.text());
        }
      }
    }
    return new Dump<>(new ArrayList<>(items), defects.toList());
  }

  private static void requireType(NetlinkMessage message, int type) throws NetlinkException {
    if (message.header().type() != type) {
      throw NetlinkException.malformed(
          "message of type " + message.header().type(), "an answer of type " + type + " was due");
    }
  }

  private static byte[] header(Family family, int size) {
    byte[] header = new byte[size];
    header[0] = (byte) family.number();
    return header;
  }

  private static final class Defects {
    private final List<String> lines = new ArrayList<>();
    private int more;

    void add(String line) {
      if (lines.size() < Dump.MAX_DEFECTS) {
        lines.add(line);
      } else {
        more++;
      }
    }

    List<String> toList() {
      if (more > 0) {
        lines.add("and " + more + " more");
        more = 0;
      }
      return lines;
    }
  }
}
