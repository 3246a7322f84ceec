package dev.cloudrunauth.command;

import dev.cloudrunauth.log.LogFormat;
import dev.cloudrunauth.log.LogOutput;
import dev.cloudrunauth.log.StandardOutput;
import dev.cloudrunauth.text.Printable;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What runs when the agent's jar is run by itself. */
@Command(
    name = "java -jar cloud-run-auth-agent.jar",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {Check.class, ExplainConfig.class},
    description = {
      "Gives the requests of an unchanged application ID tokens for private Cloud Run services:",
      "  java -javaagent:cloud-run-auth-agent.jar=cloud-run-auth.yaml -jar app.jar",
      "",
      "Run by itself, it tells what it would do there.",
      ""
    },
    footer = {
      "",
      "The exit status is 0 when all is well, 1 when there is something to fix or the output cannot"
          + " be written, 2 when the command line is wrong."
    })
public final class Program implements Runnable {

  /** All is well. */
  static final int WELL = 0;

  /** There is something to fix, or not all of it could be said. */
  static final int FINDING = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the library, which makes one for each command line. */
  Program() {}

  /**
   * Runs the program.
   *
   * @param arguments the command line
   * @return the exit status
   */
  public static int run(String[] arguments) {
    LogOutput.set(Level.WARN, LogFormat.TEXT);
    var commandLine =
        new CommandLine(new Program())
            .setParameterExceptionHandler(Program::wrongUsage)
            .setExecutionExceptionHandler(Program::fault);
    int status = execute(commandLine, arguments);
    if (StandardOutput.hasFailed()) {
      commandLine.getErr().println("cloud-run-auth: the standard output cannot be written");
      return Math.max(status, FINDING);
    }
    return status;
  }

  /** The library lets errors pass, such as that of a class that this Java does not have. */
  private static int execute(CommandLine commandLine, String[] arguments) {
    try {
      return commandLine.execute(arguments);
    } catch (LinkageError | VirtualMachineError fault) {
      return fault(fault, commandLine);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command is given");
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    var commandLine = wrong.getCommandLine();
    var err = commandLine.getErr();
    err.println("cloud-run-auth: " + Printable.lines(String.valueOf(wrong.getMessage())));
    err.println(commandLine.getCommandSpec().qualifiedName() + " --help shows what there is");
    return CommandLine.ExitCode.USAGE;
  }

  private static int fault(
      Exception fault, CommandLine commandLine, CommandLine.ParseResult parsed) {
    return fault(fault, commandLine);
  }

  private static int fault(Throwable fault, CommandLine commandLine) {
    commandLine
        .getErr()
        .println("cloud-run-auth: an internal error: " + Printable.line(fault.toString()));
    return FINDING;
  }
}
