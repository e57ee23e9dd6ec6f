package io.nodenet.agent;

import io.nodenet.agent.libc.Libc;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The program {@code nodenet-agent}. Exit status: 0 done, 1 nothing could be read, 2 a wrong flag
 * or variable; each failure is one line on standard error.
 */
@Command(
    name = "nodenet-agent",
    mixinStandardHelpOptions = true,
    versionProvider = AgentMain.Version.class,
    description = "Publishes the pod network that this node's kernel really holds.")
public final class AgentMain implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "Print the NodeNetwork of this host and exit.")
  private boolean once;

  @Option(names = "--output", description = "With --once: yaml (default) or json.")
  private OnceCommand.Output output = OnceCommand.Output.YAML;

  @Mixin private final AgentOptions options = new AgentOptions();

  private AgentMain() {}

  /** Prints the stamped version. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"nodenet-agent " + AgentVersion.current()};
    }
  }

  /** Entry point. */
  public static void main(String[] args) {
    // Before the first logger: one line per record, on standard error.
    if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty(
          "java.util.logging.SimpleFormatter.format",
          "%1$tY-%1$tm-%1$tdT%1$tH:%1$tM:%1$tS.%1$tL%1$tz %4$s %3$s %5$s%6$s%n");
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new AgentMain());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, args) -> fail(line, 2, e.getMessage()));
    return line;
  }

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      AgentConfig config = options.toConfig(once);
      if (once) {
        OnceCommand command = new OnceCommand(config, Libc.ofThisProcess(), Clock.systemUTC());
        line.getOut().println(command.print(output).stripTrailing());
        line.getOut().flush();
        return 0;
      }
      return runDaemon(line, config);
    } catch (AgentOptions.InvalidOptionException e) {
      return fail(line, 2, e.getMessage());
    } catch (OnceCommand.NothingReadException e) {
      return fail(line, 1, e.getMessage());
    }
  }

  private static int runDaemon(CommandLine line, AgentConfig config) {
    try {
      AgentDaemon daemon = AgentDaemon.start(config, Libc.ofThisProcess(), Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(daemon::close, "shutdown"));
      return daemon.await() ? 0 : fail(line, 1, "the agent has ended, see its log");
    } catch (IOException e) {
      return fail(line, 1, "cannot listen on " + config.listenAddress() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(line, 1, "interrupted");
    }
  }

  private static int fail(CommandLine line, int status, @Nullable String message) {
    PrintWriter err = line.getErr();
    String text = String.valueOf(message).lines().findFirst().orElse("failed");
    err.printf(Locale.ROOT, "nodenet-agent: %s%n", text);
    err.flush();
    return status;
  }
}
