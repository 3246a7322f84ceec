package dev.cloudrunauth.demo;

import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows what the agent does: runs the storefront against a stand-in for Cloud Run, without the
 * agent and with it, and lays the two runs side by side.
 */
public final class Demo {

  private static final Map<String, String> SERVICES =
      Map.of(
          "ORDERS_SERVICE_URL", "https://orders-4fjx2k-uc.a.run.app",
          "CATALOG_SERVICE_URL", "https://catalog-4fjx2k-uc.a.run.app",
          "SHIPPING_SERVICE_URL", "https://shipping-123456789012.us-central1.run.app");

  private static final String CONFIGURATION =
      """
      audiences:
        - ${ORDERS_SERVICE_URL}
        - ${CATALOG_SERVICE_URL}
        - ${SHIPPING_SERVICE_URL}
      """;

  private static final String INTRODUCTION =
      """
      The storefront calls private Cloud Run services and knows nothing of tokens. It runs
      twice here, without the agent and with it, against a stand-in for Cloud Run and its
      metadata server on this machine: no network, no Google account.
      """;

  private final Path agent;
  private final Path storefront;
  private final PrintStream out;
  private final Ink ink;

  private Demo(Path agent, Path storefront, PrintStream out, Ink ink) {
    this.agent = agent;
    this.storefront = storefront;
    this.out = out;
    this.ink = ink;
  }

  /**
   * Runs the demo and exits: with 0 if every call was refused without the agent and answered with
   * it, else with 1. The system properties {@code demo.agent} and {@code demo.storefront} name the
   * two jars.
   *
   * @param arguments none are read
   * @throws IOException if a JVM cannot be started or a temporary file cannot be written
   * @throws InterruptedException if the main thread is interrupted while the storefront runs
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path agent = Path.of(System.getProperty("demo.agent", "cloud-run-auth-agent.jar"));
    Path storefront = Path.of(System.getProperty("demo.storefront", "storefront.jar"));
    for (Path jar : List.of(agent, storefront)) {
      if (!Files.isRegularFile(jar)) {
        System.err.println("There is no " + jar + ". Build it first: mvn -DskipTests verify");
        System.exit(1);
      }
    }
    Verdict verdict = new Demo(agent, storefront, System.out, Ink.ofThisTerminal()).run();
    System.exit(verdict.holds() ? 0 : 1);
  }

  private Verdict run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.create();
    Path configuration = scratch.file("cloud-run-auth.yaml");
    Files.writeString(configuration, CONFIGURATION);

    try (LocalCloudRun cloudRun = LocalCloudRun.sample().start()) {
      CommandLine withoutAgent = command(cloudRun, scratch);
      CommandLine withAgent = withoutAgent.plus("-javaagent:" + agent + "=" + configuration);
      section("Cloud Run Auth Agent: the demo", INTRODUCTION);
      section("The agent's configuration", CONFIGURATION);
      section("The command, with the agent", withAgent.forShell());

      StorefrontRun without = StorefrontRun.of(withoutAgent, scratch);
      cloudRun.clear();
      StorefrontRun with = StorefrontRun.of(withAgent, scratch);
      section(
          "The storefront's calls, without the agent and with it",
          Table.of(Comparison.of(without, with, cloudRun.received()), ink));
      section("The agent said:", String.join("\n", with.stderr()));

      Verdict verdict = Verdict.of(without, with);
      out.println(verdict.holds() ? ink.good(verdict.summary()) : verdict.summary());
      verdict.problems().forEach(problem -> out.println(ink.bad("NOT AS EXPECTED: " + problem)));
      return verdict;
    }
  }

  private CommandLine command(LocalCloudRun cloudRun, Scratch scratch) {
    var environment = new TreeMap<>(SERVICES);
    environment.putAll(cloudRun.environment());
    // Google's libraries prefer the account that gcloud keeps for this user, if there is one.
    environment.put("CLOUDSDK_CONFIG", scratch.folder().toString());
    return new CommandLine(environment, cloudRun.jvmFlags(), storefront);
  }

  private void section(String heading, String text) {
    out.println(ink.bold(heading));
    out.println(text.indent(2));
  }
}
