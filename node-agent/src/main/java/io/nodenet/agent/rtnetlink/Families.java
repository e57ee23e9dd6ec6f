package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.Payload;

/** The family that stands in the first byte of every rtnetlink structure. */
final class Families {

  private static final Family[] READ = Family.values();

  private Families() {}

  /** Unsupported for a family that the agent does not read, such as multicast routing's. */
  static Family require(Payload body) throws NetlinkException {
    int number = body.u8(0);
    for (Family family : READ) {
      if (family.number() == number) {
        return family;
      }
    }
    throw new NetlinkException(
        NetlinkException.Kind.UNSUPPORTED, body.what(), "address family " + number);
  }
}
