package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import org.jspecify.annotations.Nullable;

/**
 * RTM_NEWADDR: {@code struct ifaddrmsg} and attributes of {@code <linux/if_addr.h>}.
 *
 * @param address the address of this host, with the prefix length of the link
 * @param scope RT_SCOPE_*
 */
public record AddressMessage(int index, IpPrefix address, int scope) {

  /** {@code sizeof(struct ifaddrmsg)}. */
  static final int HEADER_SIZE = 8;

  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;

  /** The family of the address. */
  public Family family() {
    return address.address().family();
  }

  static AddressMessage decode(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    // struct ifaddrmsg { u8 family, prefixlen, flags, scope; u32 index; }
    Family family = Families.require(body);
    int prefixLength = body.u8(1);
    int scope = body.u8(3);
    int index = body.s32(4);
    var found =
        new Object() {
          @Nullable IpAddress address;
          @Nullable IpAddress local;
        };
    AttributeReader.readStrictly(
        body.from(HEADER_SIZE),
        (type, v) -> {
          switch (type) {
            case IFA_ADDRESS -> found.address = IpAddress.of(v);
            case IFA_LOCAL -> found.local = IpAddress.of(v);
            default -> {
              // label, broadcast, lifetimes
            }
          }
        });
    // On a point-to-point link IFA_ADDRESS is the peer and IFA_LOCAL our own.
    IpAddress own = found.local != null ? found.local : found.address;
    if (own == null || own.family() != family) {
      throw NetlinkException.malformed(body.what(), "an address message without its address");
    }
    return new AddressMessage(index, IpPrefix.of(own, prefixLength), scope);
  }
}
