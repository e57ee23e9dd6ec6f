package io.nodenet.audit;

import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedSysctl;
import io.nodenet.audit.Candidate.Words;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kernel forwards packets of each family of the podCIDRs, and IPv4 also on the bridge and on
 * each device that carries a route to a peer: otherwise Critical, HostConfigured=False.
 *
 * <p>In IPv6 the parameter of a single device says whether it is a router towards its link, not
 * whether packets are forwarded. A parameter that this kernel does not have is not judged.
 */
final class ForwardingDisabledCheck implements EachCheck<String> {

  private static final String ALL_OF_IPV4 = "net.ipv4.ip_forward";

  @Override
  public CheckName name() {
    return CheckName.FORWARDING_DISABLED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes(Need.SYSCTLS);
  }

  /** The parameters that are 0; with the one of the host the kernel sets those of its devices. */
  @Override
  public Stream<String> offenders(AuditedNode node) {
    Set<String> off = new TreeSet<>(needed(node));
    off.retainAll(
        Objects.requireNonNull(node.spec().sysctls()).stream()
            .filter(sysctl -> sysctl.value() != null && sysctl.value() == 0)
            .map(ObservedSysctl::name)
            .collect(Collectors.toSet()));
    return off.contains(ALL_OF_IPV4)
        ? off.stream().filter(name -> !name.startsWith("net.ipv4.conf."))
        : off.stream();
  }

  private static Set<String> needed(AuditedNode node) {
    Set<String> needed = new TreeSet<>();
    if (node.families().contains(IPVersion.IPV6)) {
      needed.add("net.ipv6.conf.all.forwarding");
    }
    if (node.families().contains(IPVersion.IPV4)) {
      needed.add(ALL_OF_IPV4);
      Stream.concat(node.bridge().observed().stream().map(bridge -> bridge.name()), carriers(node))
          .map(device -> "net.ipv4.conf." + device.replace('.', '/') + ".forwarding")
          .forEach(needed::add);
    }
    return needed;
  }

  private static Stream<String> carriers(AuditedNode node) {
    return node.peerRoutes().all().stream()
        .filter(route -> route.isRight() && route.cidr().isIPv4())
        .flatMap(route -> Stream.ofNullable(route.found()))
        .flatMap(match -> match.hops().stream())
        .flatMap(hop -> Stream.ofNullable(hop.dev()));
  }

  @Override
  public Candidate candidate(AuditedNode node, String sysctl) {
    Words words =
        new Words(
            sysctl + " = 1",
            sysctl + " = 0",
            "The kernel does not forward packets ("
                + sysctl
                + " is 0): pods here reach nobody outside of this node, and nobody reaches them.",
            "sysctl -w "
                + ShellWord.of(sysctl)
                + "=1 -- Also in a file of /etc/sysctl.d that is read last, or the next start loses it."
                + " Usual causes: a hardening script or a file of sysctl.d that is applied anew, or a"
                + " network service of the host that configures the device.");
    return Candidate.of(CheckName.FORWARDING_DISABLED, sysctl, words);
  }
}
