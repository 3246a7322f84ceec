package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's jar, run by itself: what it prints, and the status that scripts go by. */
class CheckTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "https://stock-123456789012.us-central1.run.app";
  private static final String BILLS = "https://bills-4fjx2k-uc.a.run.app";
  private static final String FOREIGN = "https://www.example.com";
  private static final String CUSTOM = "https://billing.example.com";
  private static final String CALLER = LocalCloudRun.DEFAULT_PRINCIPAL;

  private static final String CONFIGURATION =
      """
      audiences:
        - %s
        - https://*-123456789012.us-central1.run.app
        - audience: %s
          hosts: [bills-4fjx2k-uc.a.run.app]
      """
          .formatted(ORDERS, CUSTOM);

  @TempDir Path folder;
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() throws IOException {
    cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS))
            .service(PrivateService.at(STOCK).noInvokers())
            .service(PrivateService.at(BILLS))
            .publicSite("www.example.com")
            .start();
    Files.writeString(folder.resolve("cloud-run-auth.yaml"), CONFIGURATION);
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void peopleReadWhichRuleEachUrlMeetsAndWhatWouldBeSent(Jdk jdk) {
    var tagged = ORDERS.replace("https://", "https://BLUE---");
    var result = check(jdk, ORDERS + "/orders/1", tagged, STOCK + "/", BILLS + "/");

    assertEquals(0, result.exit(), () -> result.toString());
    assertEquals(List.of(), result.err());
    assertEquals("configuration  cloud-run-auth.yaml:2:3", result.out().get(1));
    assertTrue(result.out().get(2).startsWith("identity       "), result.out().get(2));
    assertEquals("all is well", last(result));
    assertEquals(
        List.of(
            "  ok       " + CUSTOM,
            "  ok       " + ORDERS,
            "  ok       " + BILLS + "/",
            "  ok       " + tagged,
            "  ok       " + ORDERS + "/orders/1",
            "  ok       " + STOCK + "/"),
        sorted(lines(result, "  ok ")));
    assertEquals(
        List.of(
            "rule    " + ORDERS + ", the origin itself (cloud-run-auth.yaml:2:5)",
            "rule    " + ORDERS + ", with a traffic tag (cloud-run-auth.yaml:2:5)",
            "rule    https://*-123456789012.us-central1.run.app, a wildcard"
                + " (cloud-run-auth.yaml:3:5)",
            "rule    "
                + BILLS
                + " with audience "
                + CUSTOM
                + ", one of its hosts"
                + " (cloud-run-auth.yaml:5:13)"),
        lines(result, "rule ").stream().map(String::strip).toList());
    assertEquals(
        List.of("for " + ORDERS, "for " + ORDERS, "for " + STOCK, "for " + CUSTOM),
        lines(result, "   for ").stream().map(String::strip).toList());
    assertEquals(6, lines(result, "as " + CALLER + ", valid until 2").size());
    assertEquals(List.of(), cloudRun.received(), "nothing was called");
    assertShowsNoToken(result);
  }

  @Test
  void scriptsReadTheSameAsJsonWithEachAnswerAndItsCause() {
    var plain = ORDERS.replace("https", "http");
    var result =
        check(
            Jdk.own(),
            "--call",
            "--json",
            ORDERS + "/orders/1",
            STOCK + "/",
            BILLS + "/",
            FOREIGN + "/",
            plain + "/");

    assertEquals(1, result.exit());
    assertEquals(List.of(), result.err());
    assertEquals(1, result.out().size());
    var json = JsonParser.parseString(result.out().get(0)).getAsJsonObject();
    assertEquals(
        List.of(
            "version",
            "well",
            "findings",
            "configuration",
            "enabled",
            "identity",
            "finding",
            "notices",
            "tokens",
            "urls"),
        List.copyOf(json.keySet()));
    assertFalse(json.get("well").getAsBoolean());
    assertEquals(4, json.get("findings").getAsInt());
    for (var token : json.getAsJsonArray("tokens")) {
      assertEquals(CALLER, text(token, "principal"));
    }
    var urls = json.getAsJsonArray("urls");
    assertEquals("Authorization", text(urls.get(0), "header"));
    assertUrl(urls.get(0), "EXACT", ORDERS, 200, null);
    assertUrl(urls.get(1), "WILDCARD", STOCK, 403, "roles/run.invoker");
    assertUrl(urls.get(2), "HOSTS", CUSTOM, 401, "audience");
    assertUrl(urls.get(3), null, null, 200, "no rule");
    assertUrl(urls.get(4), null, null, 0, "plain http");
    assertEquals(
        List.of("/orders/1 " + ORDERS, "/ " + STOCK, "/ none"),
        cloudRun.received().stream()
            .filter(request -> !request.host().startsWith("bills"))
            .map(request -> request.target() + " " + request.audience().orElse("none"))
            .toList());
    assertShowsNoToken(result);
  }

  private static void assertUrl(
      JsonElement url,
      @Nullable String match,
      @Nullable String audience,
      int status,
      @Nullable String finding) {
    assertEquals(match, text(url, "match"));
    assertEquals(audience, text(url, "audience"));
    assertEquals(status == 0 ? null : String.valueOf(status), text(url, "status"));
    assertEquals(finding == null, url.getAsJsonObject().get("well").getAsBoolean());
    var found = text(url, "finding");
    assertTrue(
        finding == null ? found == null : found != null && found.contains(finding),
        String.valueOf(found));
  }

  private static @Nullable String text(JsonElement object, String name) {
    var value = ((JsonObject) object).get(name);
    return value.isJsonNull() ? null : value.getAsString();
  }

  @Test
  void twoFunctionsOnOneHostAreAFindingAndDisableNoOtherService() throws IOException {
    Files.writeString(
        folder.resolve("cloud-run-auth.yaml"),
        """
        audiences:
          - audience: https://us-central1-demo.cloudfunctions.net/resize
            hosts: [us-central1-demo.cloudfunctions.net]
          - audience: https://us-central1-demo.cloudfunctions.net/rotate
            hosts: [us-central1-demo.cloudfunctions.net]
          - %s
        """
            .formatted(ORDERS));
    var result = check(Jdk.own(), "--call", ORDERS + "/");

    assertEquals(1, result.exit());
    assertEquals("1 finding", last(result));
    var finding = lines(result, "FINDING ").get(0);
    assertTrue(finding.contains("cloud-run-auth.yaml:5:13: https://us-central1-demo."), finding);
    assertTrue(finding.contains("has another audience at cloud-run-auth.yaml:3:13"), finding);
    assertTrue(finding.contains("list the run.app URL of the other function instead"), finding);
    assertEquals(ORDERS, cloudRun.received().get(0).audience().orElse("none"));

    var application =
        Fork.on(Jdk.own())
            .in(folder)
            .agent("cloud-run-auth.yaml")
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .program("Caller", List.of(), "send HTTP/2 GET " + ORDERS + "/")
            .run();
    assertEquals(List.of("200 HTTP_2"), application.out());
    assertEquals(1, application.complaints().size(), application.complaints().toString());
    assertTrue(application.complaints().get(0).contains("it gets no token"));

    Files.writeString(
        folder.resolve("cloud-run-auth.yaml"),
        Files.readString(folder.resolve("cloud-run-auth.yaml")) + "strict: true\n");
    var strict = check(Jdk.own(), ORDERS + "/");
    assertEquals(1, lines(strict, "the configuration is broken").size(), strict::toString);
  }

  @Test
  void onATerminalThereAreMarks() {
    var result =
        run(
            Fork.on(Jdk.own()).flags(List.of("-Dpicocli.ansi=true")),
            "check",
            "--call",
            ORDERS + "/",
            STOCK + "/");

    assertEquals(1, result.exit());
    assertEquals(1, lines(result, "\033[32m✓\033[0m  " + ORDERS + "/").size(), result::toString);
    assertEquals(1, lines(result, "\033[31m✗\033[0m  " + STOCK + "/").size(), result::toString);
    assertEquals("1 finding", last(result));
  }

  @Test
  void withoutCredentialsOrWithABrokenConfigurationThereIsAFinding() throws IOException {
    var nobody = Fork.on(Jdk.own()).in(folder).jar(Fork.AGENT);
    var result = nobody.application("check", ORDERS).run();
    assertEquals(1, result.exit());
    assertEquals(1, lines(result, "FINDING  no Google credentials: ").size(), result::toString);
    assertEquals("2 findings", last(result));

    Files.writeString(folder.resolve("cloud-run-auth.yaml"), "audience: []\n");
    var broken = check(Jdk.own(), "--json", ORDERS);
    assertEquals(1, broken.exit());
    var json = JsonParser.parseString(broken.out().get(0)).getAsJsonObject();
    assertFalse(json.get("well").getAsBoolean());
    var problem = json.getAsJsonArray("problems").get(1);
    assertEquals("cloud-run-auth.yaml:1:1", text(problem, "source"));
    assertTrue(String.valueOf(text(problem, "message")).contains("Did you mean \"audiences\""));
  }

  @Test
  void wrongUsageIsToldWithAStatusOfItsOwn() {
    var result = check(Jdk.own(), "orders.example.com");

    assertEquals(2, result.exit());
    assertEquals(List.of(), result.out());
    assertEquals(
        List.of(
            "cloud-run-auth: \"orders.example.com\" is no URL. Write https://HOST/PATH",
            "java -jar cloud-run-auth-agent.jar check --help shows what there is"),
        result.err());
  }

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void withoutTheModuleOfTheHttpClientEverythingWorksButCalls(Jdk jdk) {
    var modules = List.of("--limit-modules", "java.base,java.instrument,java.logging");
    var result = run(Fork.on(jdk).flags(modules), "check", ORDERS + "/");
    assertEquals(0, result.exit(), result::toString);
    assertEquals(List.of(), result.err());
    assertEquals(1, lines(result, "  ok       " + ORDERS + "/").size(), result::toString);

    var calling = run(Fork.on(jdk).flags(modules), "check", "--call", ORDERS + "/");
    assertEquals(2, calling.exit());
    assertEquals(List.of(), calling.out());
    assertEquals(
        "cloud-run-auth: --call needs the module java.net.http, which this Java does not have",
        calling.err().get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "explain-config", "--help", "--version", "check --json"})
  void anOutputThatCannotBeWrittenIsAFailure(String command) throws Exception {
    var full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full));
    var line = new ArrayList<>(List.of(Jdk.own().launcher().toString()));
    line.addAll(cloudRun.jvmFlags());
    line.addAll(List.of("-jar", Fork.AGENT.toString()));
    line.addAll(List.of(command.split(" ")));
    var builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().putAll(cloudRun.environment());
    var process = builder.redirectOutput(full.toFile()).start();
    var err = process.errorReader().lines().toList();

    assertEquals(1, process.waitFor());
    assertEquals(List.of("cloud-run-auth: the standard output cannot be written"), err);
  }

  @Test
  void theAgentStaysOutOfItsOwnProgram() {
    var result =
        run(
            Fork.on(Jdk.own()).environment(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + Fork.AGENT)),
            "check",
            "--call",
            ORDERS + "/");

    assertEquals(0, result.exit(), result::toString);
    assertEquals(1, result.err().size(), "the JVM's own line");
    var request = cloudRun.received().get(0);
    assertTrue(request.headers().has("Authorization"));
    assertFalse(request.headers().has("X-Serverless-Authorization"), "a second token");
  }

  private Fork.Result check(Jdk jdk, String... words) {
    var all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(words));
    return run(Fork.on(jdk), all.toArray(String[]::new));
  }

  private Fork.Result run(Fork fork, String... words) {
    return fork.in(folder)
        .flags(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"))
        .flags(cloudRun.jvmFlags())
        .environment(cloudRun.environment())
        .jar(Fork.AGENT)
        .application(words)
        .run();
  }

  private static List<String> lines(Fork.Result result, String part) {
    return result.out().stream().filter(line -> line.contains(part)).toList();
  }

  private static List<String> sorted(List<String> lines) {
    var sorted = new ArrayList<>(lines);
    sorted.sort((one, other) -> Integer.compare(one.length(), other.length()));
    return sorted;
  }

  private static String last(Fork.Result result) {
    return result.out().get(result.out().size() - 1);
  }

  private static void assertShowsNoToken(Fork.Result result) {
    assertFalse(result.toString().contains("eyJ"));
  }
}
