package io.nodenet.agent;

import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.logging.LogKeys;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.netlink.NetlinkSubscription;
import io.nodenet.agent.netlink.Notification;
import io.nodenet.agent.publish.ChangeHistory;
import io.nodenet.agent.rtnetlink.KernelChange;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Notifications of rtnetlink. A broken subscription is replaced, and since anything may have been
 * missed meanwhile that counts as a change; until it works the periodic reads go on.
 */
final class KernelChanges implements ChangeSource, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(KernelChanges.class);

  private final Libc libc;
  private final NetlinkStatistics statistics;
  private final ChangeHistory history;
  private @Nullable NetlinkSubscription subscription;
  private volatile int portId = -1;
  private String lastComplaint = "";

  KernelChanges(Libc libc, NetlinkStatistics statistics, ChangeHistory history) {
    this.libc = libc;
    this.statistics = statistics;
    this.history = history;
  }

  @Override
  public boolean await(Duration timeout) {
    try {
      NetlinkSubscription current = subscription;
      if (current == null) {
        subscribe();
        return true;
      }
      Notification heard = current.await(timeout);
      lastComplaint = "";
      return switch (heard) {
        case Notification.Silence silence -> false;
        case Notification.Changes changes -> tell(changes.messages());
        case Notification.Lost lost -> {
          history.lost();
          LOGGER
              .atInfo()
              .addKeyValue(LogKeys.REASON, lost.why())
              .log("notifications lost, reading all");
          yield true;
        }
      };
    } catch (NetlinkException e) {
      complain(e.text());
      if (subscription != null) {
        history.lost();
      }
      close();
      pause(timeout);
      return false;
    }
  }

  /** Returns whether any of them may have moved what is read. */
  private boolean tell(List<NetlinkMessage> messages) {
    messages.forEach(message -> KernelChange.decode(message).ifPresent(history::heard));
    return messages.stream().anyMatch(KernelChange::matters);
  }

  /** The port id under which /proc/net/netlink counts drops; empty while there is none. */
  OptionalInt portId() {
    return portId < 0 ? OptionalInt.empty() : OptionalInt.of(portId);
  }

  private void subscribe() throws NetlinkException {
    NetlinkSubscription joined = NetlinkSubscription.join(libc, Rtnetlink.GROUPS, statistics);
    subscription = joined;
    portId = joined.portId();
    if (!joined.refusedGroups().isEmpty()) {
      LOGGER
          .atInfo()
          .addKeyValue(LogKeys.GROUPS, joined.refusedGroups())
          .log("this kernel lacks some notifications, periodic reads stand in");
    }
  }

  /** Once per kind of failure, not twice a second. */
  private void complain(String reason) {
    LOGGER
        .atLevel(reason.equals(lastComplaint) ? Level.DEBUG : Level.WARN)
        .addKeyValue(LogKeys.REASON, reason)
        .log("no notifications, subscribing again");
    lastComplaint = reason;
  }

  private static void pause(Duration timeout) {
    try {
      Thread.sleep(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    NetlinkSubscription current = subscription;
    if (current != null) {
      current.close();
      subscription = null;
      portId = -1;
    }
  }
}
