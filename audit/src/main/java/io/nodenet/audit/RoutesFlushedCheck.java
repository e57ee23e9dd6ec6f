package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedEvent;
import io.nodenet.audit.Candidate.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No burst took away routes to peers that are missing still: otherwise Critical,
 * RoutesConsistent=False, with the link event that went before it.
 *
 * <p>A flush that somebody has repaired is no finding. Of a burst the agent names the first eight
 * destinations: those tell whether it stands.
 */
final class RoutesFlushedCheck implements EachCheck<RouteFlush> {

  @Override
  public CheckName name() {
    return CheckName.ROUTES_FLUSHED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes(Need.EVENTS);
  }

  /** Of several bursts of one device the last. */
  @Override
  public Stream<RouteFlush> offenders(AuditedNode node) {
    Map<String, RouteFlush> last = new LinkedHashMap<>();
    RouteFlush.of(node).forEach(flush -> last.put(flush.subject(), flush));
    return last.values().stream();
  }

  @Override
  public Candidate candidate(AuditedNode node, RouteFlush flush) {
    ObservedEvent event = flush.event();
    Words words =
        new Words(
            "the routes to the pods of other nodes",
            event.time() + ": " + flush.text(),
            SafeText.capitalized(flush.text())
                + "; missing still: "
                + Addresses.list(flush.missing())
                + ". Pods here do not reach the pods behind them.",
            "Put the routes back as the findings RouteMissing say (flannel with host-gw does so by"
                + " itself), and find out who took them away, or it comes again: "
                + (flush.link() == null
                    ? "`journalctl -k -u systemd-networkd -u NetworkManager` at that time. Usual"
                        + " causes: a network service was restarted or upgraded and removed routes"
                        + " that it did not make (ManageForeignRoutes=no in networkd.conf), or `ip"
                        + " route flush`."
                    : "`journalctl -k -u systemd-networkd -u NetworkManager` at that time. Usual"
                        + " causes: a cable, switch or driver let the link flap, or a network"
                        + " service configured the device anew; the kernel removes IPv4 routes"
                        + " without a message then."));
    return Candidate.of(CheckName.ROUTES_FLUSHED, flush.subject(), words);
  }
}
