package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RTM_NEWNEIGH of an IP family: {@code struct ndmsg} of {@code <linux/neighbour.h>}.
 *
 * <p>The state is reduced when it is read: the kernel moves an entry that works through REACHABLE,
 * STALE, DELAY and PROBE all the time, and none of that is a change.
 *
 * @param index of the interface that it is behind
 * @param mac null while the kernel knows none
 */
public record NeighborMessage(int index, IpAddress ip, @Nullable String mac, State state)
    implements Comparable<NeighborMessage> {

  /** What the kernel knows. */
  public enum State {
    /** It has answered, or needs no answer (NUD_NOARP). */
    RESOLVED,
    /** It was asked a moment ago. */
    PENDING,
    /** It does not answer: NUD_FAILED, or NUD_INCOMPLETE for a second and more. */
    FAILED,
    /** Somebody wrote it. */
    PERMANENT
  }

  /** {@code sizeof(struct ndmsg)}. */
  static final int HEADER_SIZE = 12;

  static final int NDA_DST = 1;
  static final int NDA_LLADDR = 2;
  private static final int NDA_CACHEINFO = 3;

  private static final int NUD_INCOMPLETE = 0x01;
  static final int NUD_FAILED = 0x20;
  static final int NUD_PERMANENT = 0x80;

  /** Of clock_t, on every architecture that Kubernetes runs on. */
  private static final long USER_HZ = 100;

  @Override
  public int compareTo(NeighborMessage other) {
    int byIndex = Integer.compare(index, other.index);
    return byIndex != 0 ? byIndex : ip.compareTo(other.ip);
  }

  /** Empty for an entry without any state (NUD_NONE), which stands for nothing. */
  static Optional<NeighborMessage> decode(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    // struct ndmsg { u8 family, pad1; u16 pad2; s32 ifindex; u16 state; u8 flags, type; }
    Family family = Families.require(body);
    int index = body.s32(4);
    int nud = body.u16(8);
    var found =
        new Object() {
          @Nullable IpAddress ip;
          @Nullable String mac;
          long unchanged;
        };
    AttributeReader.readStrictly(
        body.from(HEADER_SIZE),
        (type, v) -> {
          switch (type) {
            case NDA_DST -> found.ip = IpAddress.of(v);
            case NDA_LLADDR -> found.mac = LinkMessage.macOf(v);
            // struct nda_cacheinfo { u32 confirmed, used, updated, refcnt; } in clock_t
            case NDA_CACHEINFO -> found.unchanged = v.u32(8);
            default -> {
              // probes, protocol, extended flags
            }
          }
        });
    IpAddress ip = found.ip;
    if (ip == null || ip.family() != family || index <= 0) {
      throw NetlinkException.malformed(body.what(), "a neighbour without address or interface");
    }
    return nud == 0
        ? Optional.empty()
        : Optional.of(new NeighborMessage(index, ip, found.mac, state(nud, found.unchanged)));
  }

  private static State state(int nud, long unchanged) {
    if ((nud & NUD_PERMANENT) != 0) {
      return State.PERMANENT;
    }
    if ((nud & NUD_INCOMPLETE) != 0) {
      return unchanged >= USER_HZ ? State.FAILED : State.PENDING;
    }
    return (nud & NUD_FAILED) != 0 ? State.FAILED : State.RESOLVED;
  }
}
