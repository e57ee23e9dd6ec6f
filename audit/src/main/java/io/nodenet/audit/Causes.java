package io.nodenet.audit;

import static io.nodenet.api.v1alpha1.CheckName.BRIDGE_ADDRESS_MISMATCH;
import static io.nodenet.api.v1alpha1.CheckName.BRIDGE_DOWN;
import static io.nodenet.api.v1alpha1.CheckName.BRIDGE_MISSING;
import static io.nodenet.api.v1alpha1.CheckName.BRIDGE_PORT_NOT_FORWARDING;
import static io.nodenet.api.v1alpha1.CheckName.CNI_CONFIG_CONFLICT;
import static io.nodenet.api.v1alpha1.CheckName.IPAM_OWNER_MISMATCH;
import static io.nodenet.api.v1alpha1.CheckName.IPAM_UNRESERVED;
import static io.nodenet.api.v1alpha1.CheckName.LOCAL_ROUTE_MISSING;
import static io.nodenet.api.v1alpha1.CheckName.NEIGHBOR_OR_FDB_WRONG;
import static io.nodenet.api.v1alpha1.CheckName.NEXT_HOP_OFF_LINK;
import static io.nodenet.api.v1alpha1.CheckName.NEXT_HOP_UNRESOLVED;
import static io.nodenet.api.v1alpha1.CheckName.NODE_IP_CHANGED;
import static io.nodenet.api.v1alpha1.CheckName.NODE_IP_NOT_ON_HOST;
import static io.nodenet.api.v1alpha1.CheckName.POD_CIDR_DUPLICATE;
import static io.nodenet.api.v1alpha1.CheckName.POD_CIDR_MISMATCH;
import static io.nodenet.api.v1alpha1.CheckName.POD_CIDR_OVERLAP;
import static io.nodenet.api.v1alpha1.CheckName.POD_IP_DUPLICATE;
import static io.nodenet.api.v1alpha1.CheckName.POD_IP_IN_OTHER_NODES_CIDR;
import static io.nodenet.api.v1alpha1.CheckName.POD_IP_NOT_BEHIND_VETH;
import static io.nodenet.api.v1alpha1.CheckName.POD_IP_OUTSIDE_POD_CIDR;
import static io.nodenet.api.v1alpha1.CheckName.POD_ROUTE_MISMATCH;
import static io.nodenet.api.v1alpha1.CheckName.PUBLIC_IP_DUPLICATE_OR_STALE;
import static io.nodenet.api.v1alpha1.CheckName.ROUTES_FLUSHED;
import static io.nodenet.api.v1alpha1.CheckName.ROUTE_MISSING;
import static io.nodenet.api.v1alpha1.CheckName.ROUTE_SHADOWED;
import static io.nodenet.api.v1alpha1.CheckName.ROUTE_UNREACHABLE_TYPE;
import static io.nodenet.api.v1alpha1.CheckName.ROUTE_WRONG_NEXT_HOP;
import static io.nodenet.api.v1alpha1.CheckName.SUBNET_CONFLICT;
import static io.nodenet.api.v1alpha1.CheckName.VETH_DOWN;
import static io.nodenet.api.v1alpha1.CheckName.VETH_WITHOUT_MASTER;
import static io.nodenet.api.v1alpha1.CheckName.VETH_WRONG_MASTER;
import static io.nodenet.api.v1alpha1.CheckName.VXLAN_ADDRESS_UNEXPECTED;
import static io.nodenet.api.v1alpha1.CheckName.VXLAN_DEVICE_MISSING;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One cause, one alarm: which finding explains which other on the same node. Of several causes the
 * first rule counts, so that a chain points at its beginning.
 */
final class Causes {

  private static final Set<CheckName> ROUTES =
      EnumSet.of(
          ROUTE_MISSING,
          ROUTE_WRONG_NEXT_HOP,
          ROUTE_UNREACHABLE_TYPE,
          ROUTE_SHADOWED,
          NEIGHBOR_OR_FDB_WRONG);

  /** The kernel drops the routes of a device with it; what is left may be of another way. */
  private static final Set<CheckName> ROUTES_OF_DEVICE =
      EnumSet.of(ROUTE_MISSING, ROUTE_WRONG_NEXT_HOP);

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              BRIDGE_MISSING,
              EnumSet.of(
                  VETH_WITHOUT_MASTER,
                  VETH_WRONG_MASTER,
                  LOCAL_ROUTE_MISSING,
                  BRIDGE_ADDRESS_MISMATCH),
              Causes::always),
          new Rule(
              BRIDGE_DOWN,
              EnumSet.of(LOCAL_ROUTE_MISSING, BRIDGE_PORT_NOT_FORWARDING),
              Causes::always),
          new Rule(VETH_DOWN, EnumSet.of(BRIDGE_PORT_NOT_FORWARDING), Causes::sameSubject),
          new Rule(
              CNI_CONFIG_CONFLICT,
              EnumSet.of(
                  POD_CIDR_MISMATCH,
                  POD_IP_OUTSIDE_POD_CIDR,
                  POD_IP_IN_OTHER_NODES_CIDR,
                  BRIDGE_ADDRESS_MISMATCH),
              Causes::always),
          new Rule(NODE_IP_CHANGED, EnumSet.of(PUBLIC_IP_DUPLICATE_OR_STALE), Causes::sameSubject),
          new Rule(
              NODE_IP_NOT_ON_HOST, EnumSet.of(PUBLIC_IP_DUPLICATE_OR_STALE), Causes::sameSubject),
          new Rule(NEXT_HOP_OFF_LINK, EnumSet.of(NEXT_HOP_UNRESOLVED), Causes::sameSubject),
          new Rule(VXLAN_DEVICE_MISSING, ROUTES_OF_DEVICE, Causes::sameFamily),
          new Rule(VXLAN_DEVICE_MISSING, EnumSet.of(ROUTES_FLUSHED), Causes::sameSubject),
          new Rule(SUBNET_CONFLICT, ROUTES, Causes::overlap),
          new Rule(POD_CIDR_DUPLICATE, ROUTES, Causes::overlap),
          new Rule(POD_CIDR_OVERLAP, ROUTES, Causes::overlap),
          new Rule(ROUTES_FLUSHED, EnumSet.of(ROUTE_MISSING), Causes::always),
          new Rule(POD_CIDR_DUPLICATE, EnumSet.of(POD_IP_DUPLICATE), Causes::betweenNodes),
          new Rule(POD_CIDR_OVERLAP, EnumSet.of(POD_IP_DUPLICATE), Causes::betweenNodes),
          new Rule(
              POD_CIDR_MISMATCH,
              EnumSet.of(
                  BRIDGE_ADDRESS_MISMATCH,
                  POD_IP_OUTSIDE_POD_CIDR,
                  POD_IP_IN_OTHER_NODES_CIDR,
                  VXLAN_ADDRESS_UNEXPECTED),
              Causes::always),
          new Rule(
              POD_CIDR_MISMATCH, EnumSet.of(POD_ROUTE_MISMATCH, IPAM_UNRESERVED), Causes::always),
          new Rule(
              BRIDGE_ADDRESS_MISMATCH,
              EnumSet.of(LOCAL_ROUTE_MISSING, POD_ROUTE_MISMATCH),
              Causes::always),
          new Rule(
              POD_IP_NOT_BEHIND_VETH,
              EnumSet.of(POD_ROUTE_MISMATCH, IPAM_UNRESERVED, IPAM_OWNER_MISMATCH),
              Causes::sameSubject),
          new Rule(IPAM_OWNER_MISMATCH, EnumSet.of(POD_IP_DUPLICATE), Causes::sameSubject),
          new Rule(IPAM_UNRESERVED, EnumSet.of(POD_IP_DUPLICATE), Causes::sameSubject),
          new Rule(
              POD_IP_IN_OTHER_NODES_CIDR,
              EnumSet.of(POD_IP_OUTSIDE_POD_CIDR, POD_IP_DUPLICATE),
              Causes::sameSubject));

  private final Map<CheckName, List<Candidate>> byCheck = new EnumMap<>(CheckName.class);

  /** A check whose findings explain those of others. */
  private record Rule(
      CheckName cause, Set<CheckName> consequences, BiPredicate<Candidate, Candidate> about) {}

  Causes(List<Candidate> candidates) {
    for (CheckName check : CheckName.values()) {
      byCheck.put(
          check, candidates.stream().filter(candidate -> candidate.check() == check).toList());
    }
  }

  /** The candidate that explains this one. */
  Optional<Candidate> of(Candidate consequence) {
    return RULES.stream()
        .filter(rule -> rule.consequences().contains(consequence.check()))
        .flatMap(rule ->
            byCheck.getOrDefault(rule.cause(), List.of()).stream()
                .filter(cause -> rule.about().test(cause, consequence)))
        .findFirst();
  }

  private static boolean always(Candidate cause, Candidate consequence) {
    return true;
  }

  /** Two pods of one node share an address for a reason of that node's own. */
  private static boolean betweenNodes(Candidate cause, Candidate consequence) {
    return consequence.peer() != null;
  }

  private static boolean sameSubject(Candidate cause, Candidate consequence) {
    return cause.subject().equals(consequence.subject());
  }

  /** A vxlan device carries the routes of one family: flannel names that of IPv6 flannel-v6.N. */
  private static boolean sameFamily(Candidate device, Candidate route) {
    return Addresses.parseBlock(route.subject())
        .filter(dst -> dst.isIPv6() == device.subject().startsWith("flannel-v6."))
        .isPresent();
  }

  private static boolean overlap(Candidate cause, Candidate consequence) {
    Optional<IPAddress> one = Addresses.parseBlock(cause.subject());
    Optional<IPAddress> other = Addresses.parseBlock(consequence.subject());
    return one.isPresent() && other.isPresent() && Addresses.overlap(one.get(), other.get());
  }
}
