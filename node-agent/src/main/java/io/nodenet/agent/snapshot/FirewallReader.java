package io.nodenet.agent.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the nft program what the packet filter does, since nf_tables has no other stable interface.
 * The program gets a deadline, is killed behind it, and its output is taken up to a bound. Asked
 * again only after a while: rules change with every Service, and what is derived from them seldom.
 * Needs CAP_NET_ADMIN. For one thread.
 */
final class FirewallReader {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final long INTERVAL_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final int MAX_COMPLAINT = 200;

  private final Path program;
  private final Path proc;
  private final Duration deadline;
  private final LongSupplier nanos;
  private @Nullable Answer last;

  private record Answer(long at, List<FirewallView> views, List<String> errors) {}

  /** With that program, in the network namespace of this process. */
  FirewallReader(Path program, Path proc) {
    this(program, proc, DEADLINE, System::nanoTime);
  }

  FirewallReader(Path program, Path proc, Duration deadline, LongSupplier nanos) {
    this.program = program;
    this.proc = proc;
    this.deadline = deadline;
    this.nanos = nanos;
  }

  /** By family; a family that could not be evaluated is not there, and the errors say why. */
  List<FirewallView> read(ReadErrors errors) {
    Answer answer = last;
    if (answer == null || nanos.getAsLong() - answer.at() >= INTERVAL_NANOS) {
      answer = ask();
      last = answer;
    }
    answer.errors().forEach(error -> errors.add(ErrorSource.FIREWALL, error));
    return answer.views();
  }

  private Answer ask() {
    List<String> errors = new ArrayList<>();
    List<FirewallView> views = new ArrayList<>();
    try {
      for (NftRuleset ruleset : run()) {
        views.add(FirewallAnalysis.of(ruleset));
      }
    } catch (IOException e) {
      errors.add("nft: " + BoundedFiles.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      errors.add("nft: interrupted");
    }
    views.removeIf(view -> isLegacy(view, errors));
    return new Answer(nanos.getAsLong(), views, errors);
  }

  /** Rules of the older ip_tables are not nft's to tell: then half of the answer is missing. */
  private boolean isLegacy(FirewallView view, List<String> errors) {
    String file =
        switch (view.family()) {
          case INET -> "ip_tables_names";
          default -> "ip6_tables_names";
        };
    try {
      boolean legacy = !BoundedFiles.read(proc.resolve("net").resolve(file), 4096).isBlank();
      if (legacy) {
        errors.add("iptables-legacy holds tables (" + file + "), which are not evaluated");
      }
      return legacy;
    } catch (java.nio.file.NoSuchFileException e) {
      // The module is not loaded.
      return false;
    } catch (IOException e) {
      errors.add(file + ": " + BoundedFiles.reason(e));
      return true;
    }
  }

  private List<NftRuleset> run() throws IOException, InterruptedException {
    if (!Files.isExecutable(program)) {
      throw new FileSystemException(program.toString(), null, program + " is not there");
    }
    Process process =
        new ProcessBuilder(program.toString(), "-j", "list", "ruleset")
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    CompletableFuture<Void> watchdog =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS));
    try (InputStream output = new BoundedInput(process.getInputStream(), MAX_BYTES)) {
      List<NftRuleset> rulesets = decode(output, process, watchdog);
      int status = process.waitFor();
      if (status != 0) {
        throw failed("ended with status " + status, process);
      }
      return rulesets;
    } finally {
      watchdog.cancel(false);
      process.destroyForcibly();
    }
  }

  private static List<NftRuleset> decode(
      InputStream output, Process process, CompletableFuture<Void> watchdog)
      throws IOException, InterruptedException {
    try {
      return NftRuleset.read(output);
    } catch (IOException e) {
      if (watchdog.isDone()) {
        throw new FileSystemException("nft", null, "did not answer in time");
      }
      // Whatever it still writes ends it (SIGPIPE); else the watchdog does.
      process.getInputStream().close();
      String complaint = complaint(process);
      if (!complaint.isEmpty()) {
        throw new FileSystemException("nft", null, complaint);
      }
      throw e;
    }
  }

  private static IOException failed(String how, Process process) {
    String complaint = complaint(process);
    return new FileSystemException("nft", null, complaint.isEmpty() ? how : complaint);
  }

  private static String complaint(Process process) {
    try {
      byte[] bytes = process.getErrorStream().readNBytes(MAX_COMPLAINT);
      return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      // Killed meanwhile.
      return "";
    }
  }
}
