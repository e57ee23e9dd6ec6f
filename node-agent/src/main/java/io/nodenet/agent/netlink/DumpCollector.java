package io.nodenet.agent.netlink;

import java.util.ArrayList;
import java.util.List;

/** Takes the messages of one dump until NLMSG_DONE, which may share a datagram with data. */
final class DumpCollector {

  private final String operation;
  private final int maxBytes;
  private final boolean mayBeFiltered;
  private final List<NetlinkMessage> messages = new ArrayList<>();
  private long bytes;
  private boolean done;
  private boolean interrupted;

  DumpCollector(String operation, DumpPolicy policy, boolean mayBeFiltered) {
    this.operation = operation;
    this.maxBytes = policy.maxBytes();
    this.mayBeFiltered = mayBeFiltered;
  }

  void add(NetlinkMessage message) throws NetlinkException {
    if (done) {
      throw NetlinkException.malformed(operation, "a message after the end of the dump");
    }
    MessageHeader header = message.header();
    interrupted |= header.has(MessageHeader.NLM_F_DUMP_INTR);
    if (header.has(MessageHeader.NLM_F_DUMP_FILTERED) && !mayBeFiltered) {
      // Something is left out that we did not ask to leave out.
      throw NetlinkException.malformed(operation, "the kernel filtered a dump without being asked");
    }
    switch (header.type()) {
      case MessageHeader.NLMSG_NOOP -> {
        // nothing, by definition
      }
      case MessageHeader.NLMSG_ERROR -> finish(header, ErrorPayload.ofError(message));
      case MessageHeader.NLMSG_DONE -> finish(header, ErrorPayload.ofDone(message));
      case MessageHeader.NLMSG_OVERRUN ->
          throw new NetlinkException(
              NetlinkException.Kind.OVERRUN, operation, "the kernel says that data was lost");
      default -> keep(message);
    }
  }

  private void finish(MessageHeader header, ErrorPayload error) throws NetlinkException {
    if (error.errno() != 0) {
      throw NetlinkException.refused(operation, header.sequence(), error);
    }
    done = true;
  }

  private void keep(NetlinkMessage message) throws NetlinkException {
    bytes += message.header().length();
    if (bytes > maxBytes) {
      throw new NetlinkException(
          NetlinkException.Kind.UNSUPPORTED, operation, "more than " + maxBytes + " bytes");
    }
    messages.add(message);
  }

  boolean done() {
    return done;
  }

  boolean interrupted() {
    return interrupted;
  }

  List<NetlinkMessage> messages() {
    return messages;
  }
}
