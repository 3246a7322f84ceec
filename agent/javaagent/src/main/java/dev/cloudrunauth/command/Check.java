package dev.cloudrunauth.command;

import dev.cloudrunauth.config.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether the configuration, the identity and the services fit together. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    description = {
      "Reads the configuration, finds the identity, mints a token for each audience and shows, for"
          + " each URL, which rule it meets and what would be sent. It never shows a token.",
      ""
    },
    footer = {
      "",
      "The exit status is 0 when all is well, 1 when there is something to fix or the output cannot"
          + " be written, 2 when the command line is wrong."
    })
final class Check implements Callable<Integer> {

  private static final String HTTP_CLIENT = "java.net.http";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = "--call",
      description = {
        "Sends a GET to each URL that is https, follows no redirect, and explains the answer."
      })
  private boolean call;

  @Option(names = "--json", description = "Prints one JSON object, for scripts.")
  private boolean json;

  @Parameters(
      paramLabel = "URL",
      arity = "0..*",
      description = "A URL as the application calls it.")
  private List<String> urls = new ArrayList<>();

  /** For the library. */
  Check() {}

  @Override
  public Integer call() throws InterruptedException {
    var given = new ArrayList<URI>();
    for (var url : urls) {
      given.add(url(url));
    }
    if (call && ModuleLayer.boot().findModule(HTTP_CLIENT).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--call needs the module " + HTTP_CLIENT + ", which this Java does not have");
    }
    var screen = Screen.of(spec);
    try {
      var examination = new Examination(configuration.read());
      examination.run(given, call ? new Call() : null);
      if (json) {
        screen.line(Json.of(examination.json(ProgramVersion.text())));
      } else {
        examination.print(ProgramVersion.text(), screen);
      }
      return examination.findings() == 0 ? Program.WELL : Program.FINDING;
    } catch (ConfigurationException broken) {
      screen.broken(broken, json);
      return Program.FINDING;
    }
  }

  private URI url(String text) {
    try {
      var url = new URI(text);
      var scheme = String.valueOf(url.getScheme());
      if (url.getHost() != null
          && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
        return url;
      }
    } catch (URISyntaxException noUrl) {
      // Said below.
    }
    throw new ParameterException(
        spec.commandLine(), "\"" + text + "\" is no URL. Write https://HOST/PATH");
  }
}
