package io.nodenet.agent.netlink;

import java.util.List;

/** What a subscription heard. */
public sealed interface Notification {

  /** Nothing came in time. */
  record Silence() implements Notification {}

  /** These came, and nothing is known to have been lost. */
  record Changes(List<NetlinkMessage> messages) implements Notification {}

  /** Something was lost or could not be read: everything may have moved. */
  record Lost(String why) implements Notification {}
}
