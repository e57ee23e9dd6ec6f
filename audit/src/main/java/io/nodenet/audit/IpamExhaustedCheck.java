package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedIpamNetwork;
import io.nodenet.api.v1alpha1.ObservedIpamRange;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.IpamExhaustedCheck.Pool;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * host-local has addresses left to give out: none at all is Critical, IPAMConsistent=False; less
 * than 15 % is a Warning. The ranges of a set count together, since a pod gets one address of each
 * set.
 */
final class IpamExhaustedCheck implements EachCheck<Pool> {

  private static final int PERCENT = 85;

  /**
   * The ranges of one set.
   *
   * @param size addresses that can be given out, the gateway's apart
   */
  record Pool(String subnets, long reserved, BigInteger size) {

    boolean isFull() {
      return BigInteger.valueOf(reserved).compareTo(size) >= 0;
    }

    boolean isNearlyFull() {
      BigInteger hundred = BigInteger.valueOf(100);
      return size.signum() > 0
          && BigInteger.valueOf(reserved)
                  .multiply(hundred)
                  .compareTo(size.multiply(BigInteger.valueOf(PERCENT)))
              >= 0;
    }
  }

  @Override
  public CheckName name() {
    return CheckName.IPAM_EXHAUSTED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofHost(Need.IPAM, Need.NODE_SUBNET);
  }

  @Override
  public Stream<Pool> offenders(AuditedNode node) {
    return node.reservations()
        .networks()
        .flatMap(IpamExhaustedCheck::pools)
        .filter(Pool::isNearlyFull);
  }

  private static Stream<Pool> pools(ObservedIpamNetwork network) {
    Map<Integer, List<ObservedIpamRange>> sets =
        network.ranges().stream()
            .collect(
                Collectors.groupingBy(
                    range -> Objects.requireNonNullElse(range.set(), 0),
                    TreeMap::new,
                    Collectors.toList()));
    return sets.values().stream().map(IpamExhaustedCheck::pool).flatMap(Optional::stream);
  }

  /** Empty if one of the ranges cannot be read. */
  private static Optional<Pool> pool(List<ObservedIpamRange> ranges) {
    BigInteger size = BigInteger.ZERO;
    long reserved = 0;
    for (ObservedIpamRange range : ranges) {
      Optional<BigInteger> own = Addresses.parseBlock(range.subnet()).map(net -> size(net, range));
      if (own.isEmpty()) {
        return Optional.empty();
      }
      size = size.add(own.get());
      reserved += Math.max(0, Objects.requireNonNullElse(range.reserved(), 0));
    }
    String subnets = String.join(", ", ranges.stream().map(ObservedIpamRange::subnet).toList());
    return Optional.of(new Pool(subnets, reserved, size));
  }

  /** In numbers: the last address of all has no next one. */
  private static BigInteger size(IPAddress subnet, ObservedIpamRange range) {
    BigInteger first = subnet.getLower().getValue().add(BigInteger.ONE);
    BigInteger top = subnet.getUpper().getValue();
    BigInteger last = subnet.isIPv4() ? top.subtract(BigInteger.ONE) : top;
    BigInteger start = within(subnet, range.rangeStart()).orElse(first);
    BigInteger end = within(subnet, range.rangeEnd()).orElse(last);
    BigInteger gateway = within(subnet, range.gateway()).orElse(first);
    BigInteger count = end.subtract(start).add(BigInteger.ONE);
    boolean takesOne = gateway.compareTo(start) >= 0 && gateway.compareTo(end) <= 0;
    return (takesOne ? count.subtract(BigInteger.ONE) : count).max(BigInteger.ZERO);
  }

  private static Optional<BigInteger> within(IPAddress subnet, @Nullable String text) {
    return Addresses.parseAddress(text)
        .filter(address -> Addresses.contains(subnet, address))
        .map(IPAddress::getValue);
  }

  @Override
  public Candidate candidate(AuditedNode node, Pool pool) {
    boolean full = pool.isFull();
    Words words =
        new Words(
            "less than " + PERCENT + " % reserved",
            pool.reserved() + " of " + pool.size() + " reserved",
            "Of "
                + pool.size()
                + " addresses of "
                + pool.subnets()
                + " "
                + pool.reserved()
                + " are reserved: "
                + (full
                    ? "no further pod starts on this node."
                    : "few further pods can start here."),
            "See whether reservations are left over (IpamLeaked) and delete those; else let fewer pods"
                + " run here (maxPods of the kubelet), or give the Node a larger podCIDR, which takes"
                + " registering it anew. Usual causes: reservations that outlived a crash, or Jobs"
                + " whose pods come and go faster than their addresses.");
    Candidate candidate = Candidate.of(CheckName.IPAM_EXHAUSTED, pool.subnets(), words);
    return full ? candidate : candidate.as(Severity.WARNING);
  }
}
