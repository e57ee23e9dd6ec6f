package io.nodenet.cli;

import io.nodenet.cli.print.Escape;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Entry point of {@code kubectl-nodenet}, which kubectl also runs as {@code kubectl nodenet}.
 *
 * <p>Ends with the codes of {@link ExitCode}; whatever goes wrong is one line on standard error.
 */
@Command(
    name = "kubectl-nodenet",
    description = "Shows what nodenet says of the pod network, and audits saved clusters.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ImplementationVersion.class,
    synopsisSubcommandLabel = "(status | audit | explain)")
public final class Main implements Runnable {

  /** Strong references, or the levels could be collected with them. */
  private static final Logger LIBRARIES = Logger.getLogger("");

  private static final Logger OWN = Logger.getLogger("io.nodenet");

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Picocli makes one. */
  Main() {}

  /** Runs the program and ends the process. */
  public static void main(String[] arguments) {
    LIBRARIES.setLevel(Level.OFF);
    OWN.setLevel(Level.SEVERE);
    Terminal terminal = Terminal.system(System.getenv());
    int code = run(terminal, arguments);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(code);
  }

  /** Runs the program in this process; answers with its exit code. */
  static int run(Terminal terminal, String... arguments) {
    CommandLine commandLine =
        new CommandLine(new Main())
            .addSubcommand(new StatusCommand(terminal, Clock.systemUTC()))
            .addSubcommand(new AuditCommand(terminal))
            .addSubcommand(new ExplainCommand(terminal, Clock.systemUTC()))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setParameterExceptionHandler((e, args) -> usage(terminal, e))
            .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e));
    int code = commandLine.execute(arguments);
    terminal.out().flush();
    return code;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a verb: status, audit or explain");
  }

  private static int usage(Terminal terminal, ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    return complain(terminal, e.getMessage() + " (see " + name + " --help)");
  }

  private static int failed(Terminal terminal, Exception e) {
    String message = e.getMessage();
    return complain(terminal, message == null ? e.toString() : message);
  }

  private static int complain(Terminal terminal, String message) {
    terminal.err().println("kubectl-nodenet: " + Escape.visible(message));
    terminal.err().flush();
    return ExitCode.UNUSABLE;
  }

  /** The version of the jar. */
  static final class ImplementationVersion implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"kubectl-nodenet " + (version == null ? "development" : version)};
    }
  }
}
