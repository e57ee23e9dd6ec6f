package io.nodenet.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.InterfaceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which process stands for which pod, in a /proc of files. */
class PodViewReaderTest {

  private static final String FIRST = "1".repeat(64);
  private static final String SECOND = "2".repeat(64);
  private static final Set<InterfaceName> LINKS =
      Set.of(InterfaceName.of("veth1"), InterfaceName.of("veth2"));

  @TempDir private Path proc = Path.of("/");
  private final ReadErrors errors = new ReadErrors();

  private static CniResult result(String id, @Nullable String uid, String veth) {
    return new CniResult(
        id,
        "eth0",
        null,
        new CniResult.Pod("shop", "web", uid),
        List.of(InterfaceName.of(veth)),
        List.of());
  }

  private void process(int pid, String uid, String container, int lastByte) throws IOException {
    Path directory = proc.resolve(Integer.toString(pid));
    Files.createDirectories(directory.resolve("net"));
    Files.writeString(
        directory.resolve("cgroup"), "0::/kubepods/pod" + uid + "/" + container + "\n");
    Files.writeString(directory.resolve("net/route"), "");
    Files.writeString(
        directory.resolve("net/fib_trie"), "|-- 172.22.0." + lastByte + "\n/32 host LOCAL\n");
  }

  private List<String> read(PodViewReader reader, CniResult... results) {
    return reader.read(List.of(results), LINKS, errors).stream()
        .map(view -> view.containerId().charAt(0) + " " + view.addresses())
        .toList();
  }

  @Test
  void shouldPreferTheProcessOfTheSandboxAndElseTakeOneOfThePod() throws Exception {
    // Given a pod with a sandbox process behind another, and one whose runtime runs none
    process(10, "aaaa-0001", "a".repeat(64), 99);
    process(11, "aaaa-0001", FIRST, 2);
    process(12, "aaaa-0002", "b".repeat(64), 3);

    // When
    List<String> views =
        read(
            new PodViewReader(proc),
            result(FIRST, "aaaa-0001", "veth1"),
            result(SECOND, "aaaa-0002", "veth2"));

    // Then
    assertThat(views).containsExactly("1 [172.22.0.2]", "2 [172.22.0.3]");
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldNotGuessWhichOfTwoSandboxesAProcessIsOf() throws Exception {
    // Given a pod that has a new sandbox, and the result of the old one still lies there
    process(10, "aaaa-0001", "a".repeat(64), 2);
    process(11, "aaaa-0009", "9".repeat(64), 9);

    // When / Then
    assertThat(
            read(
                new PodViewReader(proc),
                result(FIRST, "aaaa-0001", "veth1"),
                result(SECOND, "aaaa-0001", "veth2")))
        .isEmpty();
  }

  @Test
  void shouldNotTakeAForeignProcessThatGotTheNumberOfOneThatEnded() throws Exception {
    // Given
    PodViewReader reader = new PodViewReader(proc);
    process(10, "aaaa-0001", FIRST, 2);
    assertThat(read(reader, result(FIRST, "aaaa-0001", "veth1"))).containsExactly("1 [172.22.0.2]");

    // When
    process(10, "aaaa-0005", "5".repeat(64), 55);
    process(20, "aaaa-0001", FIRST, 2);

    // Then
    assertThat(read(reader, result(FIRST, "aaaa-0001", "veth1"))).containsExactly("1 [172.22.0.2]");
  }

  @Test
  void shouldSayWhenNoProcessIsVisible() throws Exception {
    // Given a /proc with hidepid, or of a process namespace of our own
    Files.createDirectory(proc.resolve("1"));

    // When / Then
    assertThat(read(new PodViewReader(proc), result(FIRST, "aaaa-0001", "veth1"))).isEmpty();
    assertThat(errors.toList())
        .extracting(e -> e.source() + ": " + e.message())
        .containsExactly("pod-view: no process of any pod is visible (hostPID, hidepid)");
  }

  @Test
  void shouldExpectNoProcessOfPodsWhoseVethIsGone() {
    assertThat(read(new PodViewReader(proc), result(FIRST, "aaaa-0001", "veth9"))).isEmpty();
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldLeaveOutAPodThatEndsMeanwhile() throws Exception {
    // Given a process whose tables have gone already
    process(10, "aaaa-0001", FIRST, 2);
    Files.delete(proc.resolve("10/net/route"));

    // When / Then
    assertThat(read(new PodViewReader(proc), result(FIRST, "aaaa-0001", "veth1"))).isEmpty();
    assertThat(errors.toList()).isEmpty();
  }
}
