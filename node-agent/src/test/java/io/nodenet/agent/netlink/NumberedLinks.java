package io.nodenet.agent.netlink;

import static io.nodenet.agent.netlink.FakeKernel.datagram;

import io.nodenet.agent.netlink.FakeKernel.Reply;
import io.nodenet.agent.netlink.FakeKernel.Request;
import java.util.ArrayList;
import java.util.List;

/** A dump of links that each carry one number. */
final class NumberedLinks {

  static final int RTM_NEWLINK = 16;
  static final int RTM_GETLINK = 18;
  static final byte[] BODY = {1, 2, 3, 4};

  private NumberedLinks() {}

  static List<NetlinkMessage> dump(FakeKernel kernel, NetlinkStatistics statistics)
      throws NetlinkException {
    return kernel.connection(statistics).dump("RTM_GETLINK", RTM_GETLINK, BODY, false);
  }

  static Reply data(Request request, int value) {
    return datagram(
        request.message(RTM_NEWLINK, MessageHeader.NLM_F_MULTI, FakeKernel.int32(value)));
  }

  static List<Integer> numbers(List<NetlinkMessage> messages) throws NetlinkException {
    List<Integer> values = new ArrayList<>();
    for (NetlinkMessage message : messages) {
      values.add(message.body().s32(0));
    }
    return values;
  }
}
