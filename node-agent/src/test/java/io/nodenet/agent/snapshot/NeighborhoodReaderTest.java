package io.nodenet.agent.snapshot;

import static io.nodenet.agent.netlink.FakeKernel.datagram;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.AttributeWriter;
import io.nodenet.agent.netlink.FakeKernel;
import io.nodenet.agent.netlink.FakeKernel.Reply;
import io.nodenet.agent.netlink.FakeKernel.Request;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpText;
import io.nodenet.agent.rtnetlink.LinkInfo;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which neighbours are asked for, and which of them are kept. */
class NeighborhoodReaderTest {

  private static final int ETH0 = 2;
  private static final int CNI0 = 3;
  private static final int FLANNEL = 4;
  private static final int VETH_A = 5;
  private static final int VETH_B = 6;
  private static final int REACHABLE = 0x02;
  private static final int FAILED = 0x20;
  private static final int INET = 2;
  private static final int BRIDGE = 7;
  private static final int MANY = 10_000;

  private static final List<LinkMessage> LINKS =
      List.of(
          link(ETH0, "eth0", null, null),
          link(CNI0, "cni0", "bridge", null),
          link(FLANNEL, "flannel.1", "vxlan", null),
          link(VETH_A, "vetha", "veth", CNI0),
          link(VETH_B, "vethb", "veth", CNI0));

  private final PodNetworkDevices devices =
      new PodNetworkDevices(
          Set.of(CNI0), Set.of(FLANNEL), Map.of(ETH0, Set.of(ip("10.0.0.1"), ip("10.0.0.2"))));

  /** Answers by "family/interface"; everything else is an empty table. */
  private final Map<String, Function<Request, List<Reply>>> answers = new HashMap<>();

  private final FakeKernel kernel = FakeKernel.replying(this::answer);
  private final ReadErrors errors = new ReadErrors();

  private Neighborhood read(CniResult... results) {
    NodeFiles files = new NodeFiles(true, List.of(results), null, null, null, FileDetails.UNREAD);
    return new NeighborhoodReader(new Rtnetlink(kernel.connection(new NetlinkStatistics())))
        .read(devices, LINKS, files, errors);
  }

  private static LinkMessage link(
      int index, String name, @Nullable String kind, @Nullable Integer master) {
    return new LinkMessage(
        index,
        1,
        InterfaceName.of(name),
        new LinkMessage.Hardware(null, null, null, null),
        master,
        null,
        null,
        new LinkInfo(kind, null, null, false),
        List.of());
  }

  private static IpAddress ip(String text) {
    return IpText.parse(text).orElseThrow();
  }

  private static CniResult result(String veth, String address) {
    return new CniResult(
        "id", "eth0", null, null, List.of(InterfaceName.of(veth)), List.of(ip(address)));
  }

  private List<Reply> answer(Request request) {
    return answers
        .getOrDefault(asked(request), r -> List.of(datagram(r.done(0, 0))))
        .apply(request);
  }

  private static String asked(Request request) {
    try {
      var found =
          new Object() {
            int device;
          };
      AttributeReader.readStrictly(
          request.body().from(12), (type, value) -> found.device = value.s32(0));
      return request.body().u8(0) + "/" + found.device;
    } catch (NetlinkException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteBuffer entry(Request r, int family, int index, int state, byte[]... values) {
    byte[] header = new byte[12];
    ByteBuffer.wrap(header)
        .order(ByteOrder.nativeOrder())
        .put((byte) family)
        .putInt(4, index)
        .putShort(8, (short) state);
    AttributeWriter writer = new AttributeWriter(ByteOrder.nativeOrder()).fixed(header);
    for (int i = 0; i < values.length; i++) {
      if (values[i].length > 0) {
        writer.attribute(i + 1, values[i]);
      }
    }
    if (family == BRIDGE) {
      writer.u32(9, CNI0);
    }
    return r.message(28, 2, writer.toBytes());
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    IntStream.range(0, values.length).forEach(i -> bytes[i] = (byte) values[i]);
    return bytes;
  }

  private static byte[] mac(int last) {
    return bytes(2, 0, 0, 0, 0, last);
  }

  private void neighborOnBridge(int lastOfIp, int lastOfMac) {
    answers.put(
        INET + "/" + CNI0,
        r ->
            List.of(
                datagram(
                    entry(r, INET, CNI0, REACHABLE, bytes(172, 22, 0, lastOfIp), mac(lastOfMac)),
                    r.done(0, 0))));
  }

  private void learned(int port, int lastOfMac) {
    answers.put(
        BRIDGE + "/" + CNI0,
        r ->
            List.of(
                datagram(
                    entry(r, BRIDGE, port, REACHABLE, new byte[0], mac(lastOfMac)), r.done(0, 0))));
  }

  @Test
  void shouldKeepOfTenThousandNeighboursTheGatewaysThatDoNotAnswer() {
    // Given
    answers.put(
        INET + "/" + ETH0,
        r -> {
          List<Reply> replies = new ArrayList<>();
          for (int i = 0; i < MANY; i++) {
            byte[] address = bytes(10, 0, i >> 8, i & 255);
            int state = i == 2 ? REACHABLE : FAILED;
            replies.add(datagram(entry(r, INET, ETH0, state, address, mac(1))));
          }
          replies.add(datagram(r.done(0, 0)));
          return replies;
        });

    // When
    Neighborhood found = read();

    // Then
    assertThat(found.neighbors()).extracting(NeighborMessage::ip).containsExactly(ip("10.0.0.1"));
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldAskForNothingThatDoesNotMatter() {
    // When there is no pod, and no IPv6 route
    read();

    // Then: the neighbours of the uplink and the overlay, and the database of the overlay
    assertThat(kernel.requests())
        .extracting(NeighborhoodReaderTest::asked)
        .containsExactly("2/" + ETH0, "2/" + FLANNEL, "10/" + FLANNEL, "7/" + FLANNEL);
  }

  @Test
  void shouldKeepThePodThatAnswersBehindAnotherVeth() {
    // Given the address of a, whose link-layer address was learned behind b
    neighborOnBridge(10, 66);
    learned(VETH_B, 66);

    // When
    Neighborhood found = read(result("vetha", "172.22.0.10"), result("vethb", "172.22.0.11"));

    // Then
    assertThat(found.neighbors())
        .extracting(NeighborMessage::ip)
        .containsExactly(ip("172.22.0.10"));
    assertThat(found.forwarding())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.index()).isEqualTo(VETH_B);
          assertThat(entry.mac()).isEqualTo("02:00:00:00:00:42");
        });
  }

  @Test
  void shouldLeaveOutPodsThatAnswerBehindTheirOwnVeth() {
    // Given
    neighborOnBridge(10, 66);
    learned(VETH_A, 66);

    // When
    Neighborhood found = read(result("vetha", "172.22.0.10"));

    // Then
    assertThat(found.neighbors()).isEmpty();
    assertThat(found.forwarding()).isEmpty();
  }

  @Test
  void shouldNotAccuseAVethOfWhichAnOldResultSpeaksToo() {
    // Given two results for one address: one of them is left over
    neighborOnBridge(10, 66);
    learned(VETH_B, 66);

    // When
    Neighborhood found = read(result("vetha", "172.22.0.10"), result("vethb", "172.22.0.10"));

    // Then
    assertThat(found.neighbors()).isEmpty();
  }

  @Test
  void shouldSayThatATableWasNotRead() {
    // Given
    answers.put(INET + "/" + FLANNEL, r -> List.of(datagram(r.done(-Errno.EACCES, 0))));
    answers.put(
        BRIDGE + "/" + FLANNEL,
        r -> List.of(datagram(r.message(28, 2, bytes(7, 0, 0)), r.done(0, 0))));

    // When
    Neighborhood found = read();

    // Then
    assertThat(found).isEqualTo(Neighborhood.UNREAD);
    assertThat(errors.toList())
        .extracting(ReadError::source)
        .containsExactly(ErrorSource.NEIGHBORS_IPV4, ErrorSource.FORWARDING);
  }

  @Test
  void shouldNotTakeInterfacesThatWereNotReadForNone() {
    // Given
    errors.add(ErrorSource.LINKS, "interrupted");

    // When / Then
    assertThat(read()).isEqualTo(Neighborhood.UNREAD);
  }

  @Test
  void shouldAskOnceForAllWhereManyInterfacesMatter() {
    // Given
    Map<Integer, Set<IpAddress>> gateways = new HashMap<>();
    for (int i = 10; i < 30; i++) {
      gateways.put(i, Set.of(ip("10.0.0.1")));
    }
    PodNetworkDevices many = new PodNetworkDevices(Set.of(), Set.of(), gateways);

    // When
    new NeighborhoodReader(new Rtnetlink(kernel.connection(new NetlinkStatistics())))
        .read(many, LINKS, NodeFiles.NONE, errors);

    // Then
    assertThat(kernel.requests()).extracting(NeighborhoodReaderTest::asked).containsExactly("2/0");
  }
}
