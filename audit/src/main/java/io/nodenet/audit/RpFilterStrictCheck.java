package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedSysctl;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.ReturnPaths.Detour;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where packets of a peer's pods come in by another device than those to them leave by, the kernel
 * does not filter that device strictly: otherwise Warning.
 *
 * <p>What counts is the greater of rp_filter of all and of the device. Distributions ship 1; where
 * both ways are the same device, that is healthy. A device whose parameter is not in the report is
 * not judged.
 */
final class RpFilterStrictCheck implements EachCheck<Detour> {

  private static final String PREFIX = "net.ipv4.conf.";
  private static final String SUFFIX = ".rp_filter";

  @Override
  public CheckName name() {
    return CheckName.RP_FILTER_STRICT;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes(Need.SYSCTLS, Need.INTERFACES, Need.ADDRESSES);
  }

  /** One per device. */
  @Override
  public Stream<Detour> offenders(AuditedNode node) {
    Set<String> strict = strict(node);
    Map<String, Detour> byDevice = new TreeMap<>();
    if (!strict.isEmpty() && node.spec().interfaces().size() > 1) {
      new ReturnPaths(node)
          .into(strict)
          .forEach(detour -> byDevice.putIfAbsent(detour.in(), detour));
    }
    return byDevice.values().stream();
  }

  private static Set<String> strict(AuditedNode node) {
    Map<String, Long> values = new HashMap<>();
    for (ObservedSysctl sysctl : Objects.requireNonNull(node.spec().sysctls())) {
      if (sysctl.name() != null && sysctl.value() != null) {
        values.put(sysctl.name(), sysctl.value());
      }
    }
    long all = values.getOrDefault(PREFIX + "all" + SUFFIX, 0L);
    Set<String> strict = new TreeSet<>();
    node.spec().interfaces().stream()
        .filter(device -> device.name() != null)
        .forEach(device -> {
          Long own = values.get(parameter(device.name()));
          if (own != null && Math.max(all, own) == 1) {
            strict.add(device.name());
          }
        });
    return strict;
  }

  private static String parameter(String device) {
    return PREFIX + device.replace('.', '/') + SUFFIX;
  }

  @Override
  public Candidate candidate(AuditedNode node, Detour detour) {
    String parameter = parameter(detour.in());
    Words words =
        new Words(
            parameter + " = 2",
            "1 (strict), while the way to "
                + detour.cidr().toCanonicalString()
                + " is "
                + detour.out(),
            "Packets of the pods of node "
                + detour.peer()
                + " come in by "
                + detour.in()
                + ", but the way back to them is "
                + detour.out()
                + ": with strict reverse path filtering the kernel drops them without a word.",
            "sysctl -w "
                + ShellWord.of(parameter)
                + "=2 -- Also in a file of /etc/sysctl.d that is read last. Better still, let both"
                + " nodes use the same link. Usual causes: a second uplink, flannel with"
                + " DirectRouting on one of the two nodes only, or one left with the routes of"
                + " another backend.");
    return Candidate.of(CheckName.RP_FILTER_STRICT, detour.in(), words).about(detour.peer());
  }
}
