package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import java.util.Optional;

/** What a notification of the kernel tells; a hint of when, never a proof of what is. */
public sealed interface KernelChange {

  /** Whether it tells of an end. */
  boolean removed();

  /** A link has come, changed or gone. */
  record Link(LinkMessage link, boolean removed) implements KernelChange {}

  /** An address has come, changed or gone. */
  record Address(AddressMessage address, boolean removed) implements KernelChange {}

  /** A route has come, changed or gone. */
  record Route(RouteMessage route, boolean removed) implements KernelChange {}

  /** Empty for all others, and for what cannot be decoded: the next dump says what is. */
  static Optional<KernelChange> decode(NetlinkMessage message) {
    try {
      return switch (message.header().type()) {
        case Rtnetlink.RTM_NEWLINK -> link(message, false);
        case Rtnetlink.RTM_DELLINK -> link(message, true);
        case Rtnetlink.RTM_NEWADDR ->
            Optional.of(new Address(AddressMessage.decode(message), false));
        case Rtnetlink.RTM_DELADDR ->
            Optional.of(new Address(AddressMessage.decode(message), true));
        case Rtnetlink.RTM_NEWROUTE -> Optional.of(new Route(RouteMessage.decode(message), false));
        case Rtnetlink.RTM_DELROUTE -> Optional.of(new Route(RouteMessage.decode(message), true));
        default -> Optional.empty();
      };
    } catch (NetlinkException e) {
      return Optional.empty();
    }
  }

  /** A bridge tells under RTM_DELLINK of AF_BRIDGE that a port has left it: no link is gone. */
  private static Optional<KernelChange> link(NetlinkMessage message, boolean removed)
      throws NetlinkException {
    return message.body().u8(0) == 0
        ? Optional.of(new Link(LinkMessage.decode(message), removed))
        : Optional.empty();
  }

  /**
   * Whether a dump may differ after it. Neighbours that work change their state all the time, and
   * those of pods come and go: of these only failures and written entries count.
   */
  static boolean matters(NetlinkMessage message) {
    int type = message.header().type();
    if (type != Rtnetlink.RTM_NEWNEIGH && type != Rtnetlink.RTM_DELNEIGH) {
      return true;
    }
    try {
      // struct ndmsg { u8 family, pad1; u16 pad2; s32 ifindex; u16 state; u8 flags, type; }
      Payload body = message.body();
      int nud = body.u16(8);
      boolean written = (nud & NeighborMessage.NUD_PERMANENT) != 0;
      return body.u8(0) == ForwardingMessage.AF_BRIDGE
          ? written && (body.u8(10) & ForwardingMessage.NTF_SELF) != 0
          : written || (nud & NeighborMessage.NUD_FAILED) != 0;
    } catch (NetlinkException e) {
      return true;
    }
  }
}
