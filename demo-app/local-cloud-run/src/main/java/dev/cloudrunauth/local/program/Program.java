package dev.cloudrunauth.local.program;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.FaultScriptException;
import dev.cloudrunauth.local.service.Container;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the stand-in until it is stopped: {@code java -jar local-cloud-run.jar --help}. */
@Command(
    name = "local-cloud-run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Runs a stand-in for Cloud Run on the loopback address: private services, the metadata"
          + " server that issues tokens for them, and a proxy under which they have their real"
          + " URLs. Prints how to start an application against it, then each request.",
      ""
    },
    footer = {
      "",
      "A script of faults has steps, behind commas or on lines of their own:",
      "  503, 503 x3 retry-after=1          a status, here for three requests",
      "  delay 2s, hang, disconnect, reset  late, never, no answer, half of it",
      "  garbage KIND                       empty, html, not-a-jwt, no-expiry,",
      "                                     expired, other-audience",
      "  lifetime 35s                       a token that does not live longer",
      "  same-token                         the last token, whatever its age",
      "  clock -10m                         a token by a clock that is off",
      "  refused for 4s                     the port is closed",
      "  ok x5                              nothing goes wrong",
      "  repeat                             again from the first step",
      "Behind a step, x3 counts requests for a token; 'for 4s' is for all requests",
      "and begins with the first; 'forever' never ends. # begins a comment.",
      "The script is the metadata server's until another server is named: 'iam:',",
      "'sts:', 'oauth:', 'subject-token:'.",
      "",
      "Examples:",
      "  --faults '503 x3 retry-after=1, ok x5, repeat'",
      "  --faults 'ok, refused for 10s' --token-lifetime 35s",
      "  --faults 'iam: hang for 5s' --clock-offset -10m"
    })
public final class Program implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--service",
      paramLabel = "URL[=PORT]",
      description =
          "Adds a service that answers with what it has seen, or in whose place the server at"
              + " that port of this machine answers, over plain http as in a container. One of"
              + " the samples may be given a port too. Repeatable.")
  private List<String> services = new ArrayList<>();

  @Option(
      names = "--no-invoker",
      paramLabel = "URL",
      description = "Lets nobody invoke this service: it answers 403. Repeatable.")
  private List<String> withoutInvoker = new ArrayList<>();

  @Option(
      names = "--principal",
      paramLabel = "EMAIL",
      description = "Whom the metadata server issues tokens for (default: ${DEFAULT-VALUE}).")
  private String principal = LocalCloudRun.DEFAULT_PRINCIPAL;

  @Option(
      names = "--token-lifetime",
      paramLabel = "TIME",
      converter = Lifetime.class,
      description = "How long a token lives, such as 90s, 10m or 1h (default: 1h).")
  private Duration tokenLifetime = Duration.ofHours(1);

  @Option(
      names = "--clock-offset",
      paramLabel = "TIME",
      converter = Offset.class,
      description = "How far Google's clock is ahead of this machine's, such as 90s or -10m.")
  private Duration clockOffset = Duration.ZERO;

  @Option(
      names = "--faults",
      paramLabel = "SCRIPT",
      description = "What goes wrong, and when; see below.")
  private String faults = "";

  @Option(names = "--faults-file", paramLabel = "FILE", description = "A file with such a script.")
  private Optional<Path> faultsFile = Optional.empty();

  /** Runs the program and exits with 0, or with 2 if it was called wrongly. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Program())
        .setParameterExceptionHandler(
            (wrongUsage, arguments) -> {
              var err = wrongUsage.getCommandLine().getErr();
              err.println("local-cloud-run: " + wrongUsage.getMessage());
              err.println("local-cloud-run --help shows all options");
              return CommandLine.ExitCode.USAGE;
            });
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    var registered = registered();
    String script = script();
    var builder =
        LocalCloudRun.builder()
            .principal(principal)
            .tokenLifetime(tokenLifetime)
            .clock(Clock.offset(Clock.systemUTC(), clockOffset))
            .faultListener(fault -> out.println(Lines.of(fault)))
            .listener(request -> out.println(Lines.of(request)));
    registered.forEach(builder::service);
    var cloudRun = builder.start();
    try {
      cloudRun.play(script);
    } catch (FaultScriptException e) {
      cloudRun.close();
      throw wrongUsage(
          (faultsFile.isPresent() ? faultsFile.get() + ":" : "--faults: ") + e.getMessage());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(cloudRun::close, "stop"));
    out.println(Lines.instructions(cloudRun, registered));
    out.flush();
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }

  private String script() {
    if (faultsFile.isEmpty()) {
      return faults;
    }
    if (!faults.isEmpty()) {
      throw wrongUsage("--faults and --faults-file: only one of them can be played");
    }
    try {
      return Files.readString(faultsFile.get());
    } catch (IOException e) {
      throw wrongUsage("--faults-file: cannot read " + faultsFile.get());
    }
  }

  private List<PrivateService> registered() {
    var registered = new ArrayList<>(LocalCloudRun.sampleServices());
    for (String service : services) {
      try {
        register(service, registered);
      } catch (IllegalArgumentException e) {
        throw wrongUsage("--service: " + e.getMessage());
      }
    }
    for (String url : withoutInvoker) {
      if (!isAnyAt(url, registered)) {
        throw wrongUsage("--no-invoker: there is no service at " + url);
      }
      registered.replaceAll(service -> service.isAt(url) ? service.noInvokers() : service);
    }
    return registered;
  }

  private static void register(String service, List<PrivateService> registered) {
    int equals = service.indexOf('=');
    String url = equals < 0 ? service : service.substring(0, equals);
    if (equals < 0) {
      if (isAnyAt(url, registered)) {
        throw new IllegalArgumentException("there is already a service at " + url);
      }
      registered.add(PrivateService.at(url));
      return;
    }
    var container = Container.at(port(service.substring(equals + 1)));
    if (isAnyAt(url, registered)) {
      registered.replaceAll(each -> each.isAt(url) ? each.handler(container) : each);
    } else {
      registered.add(PrivateService.at(url).handler(container));
    }
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not a port", e);
    }
  }

  private static boolean isAnyAt(String url, List<PrivateService> services) {
    return services.stream().anyMatch(service -> service.isAt(url));
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
