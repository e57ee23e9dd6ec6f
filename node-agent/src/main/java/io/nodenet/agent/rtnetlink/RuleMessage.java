package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import org.jspecify.annotations.Nullable;

/**
 * RTM_NEWRULE: {@code struct fib_rule_hdr} of {@code <linux/fib_rules.h>}.
 *
 * @param table 0 for an action that looks nothing up
 * @param action FR_ACT_*
 */
public record RuleMessage(
    Family family, long priority, Selector selector, boolean invert, long table, int action) {

  public static final int FR_ACT_TO_TBL = 1;

  /** {@code sizeof(struct fib_rule_hdr)}. */
  static final int HEADER_SIZE = 12;

  private static final int FIB_RULE_INVERT = 0x2;

  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;

  /** What packets it is for; null means any. */
  public record Selector(
      @Nullable IpPrefix src,
      @Nullable IpPrefix dst,
      @Nullable InterfaceName iif,
      @Nullable InterfaceName oif,
      @Nullable Long fwmark,
      @Nullable Long fwmask) {}

  static RuleMessage decode(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    // struct fib_rule_hdr { u8 family, dst_len, src_len, tos, table, res1, res2, action; u32 flags;
    // }
    Family family = Families.require(body);
    Builder builder = new Builder(body.u8(4));
    AttributeReader.readStrictly(body.from(HEADER_SIZE), builder);
    Selector selector =
        new Selector(
            prefix(builder.src, body.u8(2)),
            prefix(builder.dst, body.u8(1)),
            builder.iif,
            builder.oif,
            builder.fwmark,
            builder.fwmask);
    boolean invert = (body.u32(8) & FIB_RULE_INVERT) != 0;
    return new RuleMessage(family, builder.priority, selector, invert, builder.table, body.u8(7));
  }

  private static @Nullable IpPrefix prefix(@Nullable IpAddress address, int length)
      throws NetlinkException {
    if (address == null && length == 0) {
      return null;
    }
    if (address == null) {
      throw NetlinkException.malformed("rule", "length " + length + " without its address");
    }
    return IpPrefix.of(address, length);
  }

  private static final class Builder implements AttributeReader.Visitor {
    private long table;
    private long priority;
    private @Nullable IpAddress src;
    private @Nullable IpAddress dst;
    private @Nullable InterfaceName iif;
    private @Nullable InterfaceName oif;
    private @Nullable Long fwmark;
    private @Nullable Long fwmask;

    Builder(long table) {
      this.table = table;
    }

    @Override
    public void visit(int type, Payload value) throws NetlinkException {
      switch (type) {
        case FRA_SRC -> src = IpAddress.of(value);
        case FRA_DST -> dst = IpAddress.of(value);
        case FRA_IIFNAME -> iif = InterfaceName.of(value);
        case FRA_OIFNAME -> oif = InterfaceName.of(value);
        case FRA_PRIORITY -> priority = value.u32(0);
        case FRA_FWMARK -> fwmark = value.u32(0);
        case FRA_FWMASK -> fwmask = value.u32(0);
        case FRA_TABLE -> table = value.u32(0);
        default -> {
          // port ranges, uid ranges, suppressors
        }
      }
    }
  }
}
