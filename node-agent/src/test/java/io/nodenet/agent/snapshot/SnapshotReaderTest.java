package io.nodenet.agent.snapshot;

import static io.nodenet.agent.netlink.FakeKernel.datagram;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.netlink.AttributeWriter;
import io.nodenet.agent.netlink.FakeKernel;
import io.nodenet.agent.netlink.FakeKernel.Reply;
import io.nodenet.agent.netlink.FakeKernel.Request;
import io.nodenet.agent.netlink.MessageHeader;
import io.nodenet.agent.netlink.NetlinkConnection;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole read of a kernel of which some tables fail. */
class SnapshotReaderTest {

  private static final int RTM_GETLINK = 18;
  private static final int RTM_GETROUTE = 26;
  private static final int RTM_GETRULE = 34;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int EAFNOSUPPORT = 97;

  /** Answers by "type/family"; everything else is an empty table. */
  private final Map<String, Function<Request, List<Reply>>> answers = new HashMap<>();

  private NodeSnapshot read() {
    FakeKernel kernel = FakeKernel.replying(this::answer);
    NetlinkConnection connection = kernel.connection(new NetlinkStatistics());
    return new SnapshotReader(
            Libc.ofThisProcess(),
            new Rtnetlink(connection),
            EvidenceSources.of(Optional.empty()),
            () -> {})
        .read();
  }

  private List<Reply> answer(Request request) {
    try {
      String key = request.header().type() + "/" + request.body().u8(0);
      return answers.getOrDefault(key, r -> List.of(datagram(r.done(0, 0)))).apply(request);
    } catch (NetlinkException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteBuffer link(Request request, int index, String name) {
    byte[] header = new byte[16];
    ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).putInt(4, index);
    return request.message(
        16,
        2,
        new AttributeWriter(ByteOrder.nativeOrder())
            .fixed(header)
            .attribute(3, name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .toBytes());
  }

  /** 10.N.0.0/16 via 10.0.0.1 dev 1. */
  private static ByteBuffer route(Request request, int second) {
    return request.message(
        24,
        2,
        new AttributeWriter(ByteOrder.nativeOrder())
            .fixed(new byte[] {2, 16, 0, 0, (byte) 254, 3, 0, 1, 0, 0, 0, 0})
            .attribute(1, new byte[] {10, (byte) second, 0, 0})
            .attribute(5, new byte[] {10, 0, 0, 1})
            .u32(4, 1)
            .toBytes());
  }

  @Test
  void shouldNameATableThatFailsAndReadTheOthers() {
    // Given
    answers.put(RTM_GETLINK + "/0", r -> List.of(datagram(link(r, 1, "eth0"), r.done(0, 0))));
    answers.put(
        RTM_GETROUTE + "/" + INET,
        r -> List.of(datagram(route(r, 1)), datagram(r.done(-Errno.EACCES, 0))));

    // When
    NodeSnapshot snapshot = read();

    // Then
    assertThat(snapshot.errors())
        .containsExactly(
            new ReadError(ErrorSource.ROUTES_IPV4, "RTM_GETROUTE: EACCES (permission denied)"));
    assertThat(snapshot.kernel().routes()).as("half a table is none").isEmpty();
    assertThat(snapshot.kernel().links()).hasSize(1);
    assertThat(snapshot.complete(ErrorSource.ROUTES_IPV4)).isFalse();
    assertThat(snapshot.complete(ErrorSource.ROUTES_IPV6)).isTrue();
  }

  @Test
  void row4ShouldPublishNothingOfATableThatIsInterruptedForEver() {
    // Given
    answers.put(
        RTM_GETROUTE + "/" + INET,
        r -> List.of(datagram(route(r, 1)), datagram(r.done(0, MessageHeader.NLM_F_DUMP_INTR))));

    // When
    NodeSnapshot snapshot = read();

    // Then
    assertThat(snapshot.kernel().routes()).isEmpty();
    assertThat(snapshot.errors().getFirst().message()).contains("interrupted by changes 10 times");
  }

  @Test
  void row5ShouldDropDuplicatesOfADump() {
    // Given
    answers.put(
        RTM_GETROUTE + "/" + INET,
        r -> List.of(datagram(route(r, 1), route(r, 2), route(r, 1)), datagram(r.done(0, 0))));

    // When
    NodeSnapshot snapshot = read();

    // Then
    assertThat(snapshot.kernel().routes())
        .extracting(route -> route.dst().toString())
        .containsExactly("10.1.0.0/16", "10.2.0.0/16");
  }

  @Test
  void row11ShouldKeepTheRoutesAroundOneThatIsMalformed() {
    // Given a message of three bytes between two routes
    answers.put(
        RTM_GETROUTE + "/" + INET,
        r ->
            List.of(
                datagram(route(r, 1), r.message(24, 2, (byte) 2, (byte) 1, (byte) 1), route(r, 2)),
                datagram(r.done(0, 0))));

    // When
    NodeSnapshot snapshot = read();

    // Then
    assertThat(snapshot.kernel().routes()).hasSize(2);
    assertThat(snapshot.errors())
        .singleElement()
        .satisfies(error -> assertThat(error.source()).isEqualTo(ErrorSource.ROUTES_IPV4));
  }

  @Test
  void row12ShouldFilterAgainWhatAnOldKernelDidNotFilter() {
    // Given a kernel that answers the request for IPv6 with IPv4 routes
    answers.put(
        RTM_GETROUTE + "/" + INET6, r -> List.of(datagram(route(r, 1)), datagram(r.done(0, 0))));

    // When
    NodeSnapshot snapshot = read();

    // Then
    assertThat(snapshot.kernel().routes()).isEmpty();
    assertThat(snapshot.errors()).isEmpty();
  }

  @Test
  void shouldTakeAKernelWithoutIpv6ForEmptyTables() {
    // Given
    for (int type : List.of(RTM_GETRULE, RTM_GETROUTE)) {
      answers.put(type + "/" + INET6, r -> List.of(datagram(r.error(-EAFNOSUPPORT, "no IPv6", 0))));
    }

    // When
    NodeSnapshot snapshot = read();

    // Then
    assertThat(snapshot.errors()).isEmpty();
  }

  @Test
  void shouldSayTheSameOfTheSameFailureEachTime() {
    // Given
    answers.put(RTM_GETROUTE + "/" + INET, r -> List.of(datagram(r.done(-Errno.EACCES, 0))));

    // When
    List<NodeSnapshot> twice = new ArrayList<>(List.of(read(), read()));

    // Then: else each read would be a change
    assertThat(twice.getFirst().errors()).isEqualTo(twice.getLast().errors());
  }

  @Test
  void shouldStopAskingForNamespacesWhenTheKernelDoesNotAnswer(@TempDir Path directory)
      throws Exception {
    // Given three names, and a kernel that is silent
    for (String name : List.of("a", "b", "c")) {
      Files.createFile(directory.resolve(name));
    }
    FakeKernel kernel = FakeKernel.replying(r -> List.of());
    Rtnetlink rtnetlink = new Rtnetlink(kernel.connection(new NetlinkStatistics()));
    ReadErrors errors = new ReadErrors();

    // When
    Map<String, Integer> ids =
        new NetnsDirectory(Libc.ofThisProcess(), rtnetlink).read(directory, errors);

    // Then nothing is concluded, and it was asked once
    assertThat(ids).isNull();
    assertThat(kernel.requests()).hasSize(1);
    assertThat(errors.toList()).singleElement().extracting("source").isEqualTo(ErrorSource.NETNS);
  }

  @Test
  void shouldTakeAPlainFileForNoNamespaceAndNoError(@TempDir Path directory) throws Exception {
    // Given
    Files.createFile(directory.resolve("left-behind"));
    ReadErrors errors = new ReadErrors();
    FakeKernel kernel =
        FakeKernel.replying(r -> List.of(datagram(r.error(-Errno.EINVAL, "no netns", 0))));
    Rtnetlink rtnetlink = new Rtnetlink(kernel.connection(new NetlinkStatistics()));

    // When
    Map<String, Integer> ids =
        new NetnsDirectory(Libc.ofThisProcess(), rtnetlink).read(directory, errors);

    // Then
    assertThat(ids).isEmpty();
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldReadTheBootIdOfThisKernel() {
    assertThat(read().bootId()).matches("[0-9a-f-]{36}");
  }
}
