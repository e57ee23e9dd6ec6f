package io.nodenet.audit;

import io.nodenet.audit.Candidate.Words;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A check of the routes to peers: one row of the table of route verdicts, and its words. */
interface PeerRouteCheck extends EachCheck<PeerRoute> {

  /** The verdict that it reports. */
  PeerRoute.Verdict verdict();

  /** What is said of a route with that verdict. */
  Words words(AuditedNode node, PeerRoute route, ExpectedRoute expected);

  @Override
  default Set<Need> needs() {
    return Need.ofRoutes();
  }

  @Override
  default Stream<PeerRoute> offenders(AuditedNode node) {
    return node.peerRoutes().with(verdict()).stream();
  }

  @Override
  default @Nullable Gap unseen(AuditedNode node) {
    return node.unreadFamily();
  }

  @Override
  default Candidate candidate(AuditedNode node, PeerRoute route) {
    Words words = words(node, route, ExpectedRoute.to(node, route));
    return Candidate.of(name(), route.cidr().toCanonicalString(), words).about(route.peer().name());
  }
}
