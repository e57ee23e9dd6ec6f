package io.nodenet.agent;

import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.netlink.NetlinkSubscription;
import io.nodenet.agent.netlink.Notification;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Subscribes inside a network namespace, reads nothing until a line comes on standard input, and
 * then prints what it hears.
 */
final class OverrunProbe {

  private OverrunProbe() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    NetlinkStatistics statistics = new NetlinkStatistics();
    try (NetlinkSubscription subscription =
        NetlinkSubscription.join(Libc.ofThisProcess(), Rtnetlink.GROUPS, statistics)) {
      NetlinkDrops drops = new NetlinkDrops(() -> OptionalInt.of(subscription.portId()));
      System.out.println("ready");
      for (int c = System.in.read(); c == '\n'; c = System.in.read()) {
        Notification first = subscription.await(Duration.ofSeconds(5));
        Notification second = subscription.await(Duration.ofMillis(1));
        System.out.println(
            first.getClass().getSimpleName()
                + " "
                + second.getClass().getSimpleName()
                + " overruns="
                + statistics.overruns()
                + " dropped="
                + (drops.getAsDouble() > 0));
      }
    }
  }
}
