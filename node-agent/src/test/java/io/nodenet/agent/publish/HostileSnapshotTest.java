package io.nodenet.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.ForwardingMessage;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.rtnetlink.LinkInfo;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import io.nodenet.agent.rtnetlink.NextHop;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.rtnetlink.RuleMessage;
import io.nodenet.agent.snapshot.CniConfig;
import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.FileDetails;
import io.nodenet.agent.snapshot.FirewallView;
import io.nodenet.agent.snapshot.HostLocalNetwork;
import io.nodenet.agent.snapshot.HostParameters;
import io.nodenet.agent.snapshot.HostService;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.agent.snapshot.Neighborhood;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.OverlayEvidence;
import io.nodenet.agent.snapshot.PodNetworkDevices;
import io.nodenet.agent.snapshot.PodNetworkView;
import io.nodenet.agent.snapshot.ReadError;
import io.nodenet.agent.snapshot.SubnetEnv;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Whatever a snapshot holds, the report fits the schema: else it would be lost as a whole. */
class HostileSnapshotTest {

  private static final List<String> KINDS =
      List.of("veth", "bridge", "vxlan", "a kind \u0007 of\u00e9 more than 16 bytes", "dummy");

  private Random random = new Random(0);

  @Property(tries = 300)
  void shouldAlwaysFitTheSchema(@ForAll long seed) throws Exception {
    random = new Random(seed);
    NodeNetworkSpec spec = new NodeNetworkMapper(text(200)).map(snapshot(), null);
    assertThat(SchemaLimits.violations(spec)).isEmpty();
    assertThat(spec.vethCount())
        .isEqualTo(spec.veths().size() + (spec.vethsOmitted() == null ? 0 : spec.vethsOmitted()));
    assertThat(Reports.SERIALIZATION.asJson(spec)).doesNotContain("::ffff:");
  }

  private NodeSnapshot snapshot() {
    List<LinkMessage> links = many(60, this::link);
    KernelTables kernel =
        new KernelTables(
            links,
            Set.of(1, 2, 3),
            many(200, () -> new AddressMessage(index(), prefix(), 0)),
            many(200, this::route),
            many(200, this::rule),
            details());
    CniConfig config =
        new CniConfig(
            text(300),
            random.nextBoolean() ? "net" : maybe(() -> text(300)),
            many(60, () -> new CniConfig.Other(text(300), maybe(() -> text(100)))),
            text(100),
            new CniConfig.Ipam(
                random.nextBoolean() ? "host-local" : text(100),
                many(40, this::range),
                maybe(this::address),
                many(40, this::prefix),
                null),
            new CniConfig.Bridge(
                maybe(() -> "if" + index()),
                random.nextBoolean(),
                random.nextInt(Integer.MAX_VALUE),
                random.nextBoolean(),
                true,
                maybe(() -> random.nextInt(4095))));
    NodeFiles files =
        new NodeFiles(
            true,
            many(60, this::result),
            random.nextBoolean() ? config : null,
            random.nextBoolean()
                ? new SubnetEnv(
                    many(20, this::prefix),
                    many(20, this::prefix),
                    maybe(() -> random.nextInt(Integer.MAX_VALUE)),
                    true)
                : null,
            random.nextBoolean() ? namespaces() : null,
            new FileDetails(
                maybe(() -> many(20, this::hostLocal)), maybe(() -> many(2, this::service))));
    return new NodeSnapshot(
        "boot",
        kernel,
        files,
        many(50, () -> new ReadError(ErrorSource.NETNS, text(400))),
        new OverlayEvidence(
            maybe(() -> many(40, this::podView)), maybe(() -> many(2, this::firewall))));
  }

  private KernelDetails details() {
    Map<Integer, Integer> pvids = new HashMap<>();
    many(50, this::index).forEach(index -> pvids.put(index, random.nextInt(65536)));
    SortedMap<String, Long> sysctls = new TreeMap<>();
    many(400, () -> text(200)).forEach(name -> sysctls.put(name, random.nextLong()));
    return new KernelDetails(
        new PodNetworkDevices(Set.of(1), Set.of(2), Map.of(3, Set.of(address()))),
        pvids,
        new Neighborhood(many(2500, this::neighbor), many(2500, this::forwarding)),
        new HostParameters(
            sysctls,
            random.nextInt(),
            many(4, () -> new HostParameters.NeighborTable(text(9), -1, -1L, random.nextLong()))));
  }

  private NeighborMessage neighbor() {
    var states = NeighborMessage.State.values();
    String mac = random.nextBoolean() ? null : "0a:58:ac:16:00:01";
    return new NeighborMessage(index(), address(), mac, states[random.nextInt(states.length)]);
  }

  private ForwardingMessage forwarding() {
    var origins = ForwardingMessage.Origin.values();
    return new ForwardingMessage(
        index(), "00:".repeat(31) + "00", maybe(this::address), 1, origins[random.nextInt(3)]);
  }

  private Map<String, Integer> namespaces() {
    Map<String, Integer> ids = new HashMap<>();
    for (int i = 0; i < random.nextInt(100); i++) {
      ids.put(random.nextBoolean() ? text(80) : "cni-" + new UUID(random.nextLong(), i), index());
    }
    return ids;
  }

  private HostLocalNetwork hostLocal() {
    return new HostLocalNetwork(
        random.nextBoolean() ? "net" : text(300),
        many(400, () -> new HostLocalNetwork.Reservation(address(), maybe(() -> text(200)))),
        random.nextBoolean());
  }

  private HostService service() {
    return new HostService(
        random.nextBoolean() ? HostService.Kind.NETWORKD : HostService.Kind.NETWORK_MANAGER,
        maybe(random::nextBoolean),
        maybe(random::nextBoolean),
        Set.copyOf(many(80, this::index)));
  }

  private FirewallView firewall() {
    return new FirewallView(
        random.nextBoolean() ? Family.INET : Family.INET6,
        random.nextBoolean(),
        many(
            30,
            () ->
                new FirewallView.Drop(
                    text(90), text(200), many(90, this::accept), random.nextInt(2))),
        many(
            700,
            () -> new FirewallView.Masquerade(text(200), maybe(this::v4OrV6), maybe(this::v4OrV6))),
        random.nextInt(3));
  }

  private FirewallView.Accept accept() {
    return new FirewallView.Accept(
        maybe(this::v4OrV6), maybe(this::v4OrV6), maybe(() -> text(90)), maybe(() -> text(90)));
  }

  private PodNetworkView podView() {
    return new PodNetworkView(
        random.nextBoolean() ? "0123456789abcdef" : text(80),
        many(40, this::address),
        many(
            60,
            () ->
                new PodNetworkView.Route(
                    v4OrV6(),
                    maybe(this::address),
                    InterfaceName.of(text(15)),
                    Integer.toUnsignedLong(random.nextInt()),
                    random.nextBoolean())));
  }

  /** What {@code /proc/PID/net} can hold: its reader leaves IPv4-mapped destinations out. */
  private IpPrefix v4OrV6() {
    IpPrefix prefix = prefix();
    return prefix.address().isIpv4Mapped()
        ? new IpPrefix(new IpAddress(Family.INET6, 1, 0), 64)
        : prefix;
  }

  private CniConfig.Range range() {
    return new CniConfig.Range(
        random.nextInt(64),
        prefix(),
        maybe(this::address),
        maybe(this::address),
        maybe(this::address));
  }

  private LinkMessage link() {
    LinkInfo.Vxlan vxlan =
        new LinkInfo.Vxlan(
            Integer.toUnsignedLong(random.nextInt()),
            random.nextInt(65536),
            address(),
            index(),
            true);
    LinkInfo info =
        new LinkInfo(
            KINDS.get(random.nextInt(KINDS.size())),
            random.nextBoolean() ? vxlan : null,
            new LinkInfo.BridgePort(random.nextInt(9), random.nextBoolean(), random.nextBoolean()),
            random.nextBoolean());
    byte[] name = new byte[1 + random.nextInt(15)];
    random.nextBytes(name);
    int index = index();
    return new LinkMessage(
        index,
        random.nextInt(),
        random.nextBoolean() ? InterfaceName.of(name) : InterfaceName.of("if" + index),
        new LinkMessage.Hardware(
            "0a:58:ac:16:00:01", Integer.toUnsignedLong(random.nextInt()), random.nextInt(256), 1L),
        random.nextBoolean() ? index() : null,
        random.nextInt(),
        random.nextInt(),
        info,
        List.of());
  }

  private RouteMessage route() {
    IpPrefix dst = prefix().network();
    return new RouteMessage(
        dst,
        new RouteMessage.Selector(0, null),
        new RouteMessage.Origin(random.nextInt(256), random.nextInt(256), random.nextInt(12), 0),
        Integer.toUnsignedLong(random.nextInt()),
        Integer.toUnsignedLong(random.nextInt()),
        address(),
        many(
            40,
            () -> new NextHop(address(), index(), random.nextInt(256), 1 + random.nextInt(256))),
        null);
  }

  private RuleMessage rule() {
    return new RuleMessage(
        random.nextBoolean() ? Family.INET : Family.INET6,
        Integer.toUnsignedLong(random.nextInt()),
        new RuleMessage.Selector(
            prefix(),
            prefix(),
            InterfaceName.of(text(15).getBytes(StandardCharsets.ISO_8859_1)),
            null,
            Integer.toUnsignedLong(random.nextInt()),
            Integer.toUnsignedLong(random.nextInt())),
        true,
        Integer.toUnsignedLong(random.nextInt()),
        random.nextInt(256));
  }

  private CniResult result() {
    return new CniResult(
        random.nextBoolean() ? "0123456789abcdef" : text(80),
        "eth0",
        random.nextBoolean() ? "/run/netns/cni-1" : text(80),
        new CniResult.Pod(random.nextBoolean() ? "shop" : text(80), "web-0", text(90)),
        many(4, () -> InterfaceName.of("if" + index())),
        many(20, this::address));
  }

  private int index() {
    return 1 + random.nextInt(80);
  }

  private IpAddress address() {
    return switch (random.nextInt(3)) {
      case 0 -> new IpAddress(Family.INET, 0, Integer.toUnsignedLong(random.nextInt()));
      case 1 -> new IpAddress(Family.INET6, 0, 0xffff_0000_0000L | (random.nextInt() & 0xffffL));
      default -> new IpAddress(Family.INET6, random.nextLong(), random.nextLong());
    };
  }

  private IpPrefix prefix() {
    IpAddress address = address();
    return new IpPrefix(address, random.nextInt(address.bits() + 1));
  }

  private String text(int max) {
    byte[] bytes = new byte[random.nextInt(max + 1)];
    random.nextBytes(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private <T> List<T> many(int max, Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(max + 1)).toList();
  }

  private <T> @Nullable T maybe(Supplier<T> one) {
    return random.nextBoolean() ? one.get() : null;
  }
}
