package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.identity.IdToken;
import dev.cloudrunauth.local.service.PrivateService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A session of the Model Context Protocol with a private server outlives many of its tokens: the
 * server's own messages come by a response that stays open, and each request has a token of its
 * own.
 */
class McpTest {

  private static final String TOOLS = "https://tools-4fjx2k-uc.a.run.app";
  private static final String KEY = "sk-own-key";

  /**
   * The front end's clock is ahead of the agent's, within what clocks may be. A token that lives
   * for 5 s then has 32 s left by the agent's clock, which sends it down to 30: for 2 s, and the
   * front end takes it for 3 s more.
   */
  private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(27));

  private static final Duration LIFETIME = Duration.ofSeconds(5);
  private static final int EXPIRIES = 5;

  private final McpServer server = new McpServer();
  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .clock(CLOCK)
          .tokenLifetime(LIFETIME)
          .service(PrivateService.at(TOOLS).handler(server))
          .start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<Arguments> clients() {
    return Stream.of(
            Versions.named("MCP SDK ").stream()
                .flatMap(
                    name ->
                        Stream.of("streamable HTTP", "SSE")
                            .map(transport -> arguments(name, "mcp", transport))),
            Versions.named("Spring AI ").stream()
                .map(name -> arguments(name, "spring-ai-mcp", "streamable HTTP")),
            Versions.named("LangChain4j's MCP client ").stream()
                .map(name -> arguments(name, "langchain4j-mcp", "streamable HTTP")))
        .flatMap(arguments -> arguments);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aSessionOutlivesItsTokens(String library, String folder, String transport) {
    var application = BuiltApplication.of(library, folder, Versions.jars(library), List.of());
    var fork =
        Fork.on(Jdk.own())
            .agent("audiences=" + TOOLS)
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .environment(Map.of("TOOLS_URL", TOOLS, "TOOLS_KEY", KEY))
            .application(application.command().toArray(String[]::new))
            .application(transport);

    try (var shop = fork.start()) {
      assertEquals("say", shop.ask("tools"));
      var stream = server.nextStream();
      for (long expired = 0; expired < EXPIRIES; expired = expiredTokens()) {
        assertEquals("spoon", shop.ask("say spoon"));
      }
      server.log("fork");
      shop.hear("heard fork");

      shop.tell("wait");
      server.awaitUnanswered();
      assertEquals("cancelled true", shop.ask("cancel"));
      assertEquals("knife", shop.ask("say knife"));

      stream.end();
      System.out.println("ENDED " + library + transport);
      server.nextStream();
      server.log("ladle");
      shop.hear("heard ladle");

      assertEquals(List.of(), shop.end().stream().filter(l -> !l.startsWith("heard")).toList());
    }
    System.out.println(
        cloudRun.received().size()
            + " "
            + expiredTokens()
            + cloudRun.received().stream().map(Object::toString).distinct().toList());
    cloudRun.received().forEach(McpTest::assertHadItsToken);
  }

  private static void assertHadItsToken(ReceivedRequest request) {
    assertTrue(request.status() / 100 == 2, request::toString);
    assertEquals(TOOLS, request.audience().orElse("no token"));
  }

  private long expiredTokens() {
    return cloudRun.received().stream()
        .flatMap(request -> request.token().stream())
        .map(IdToken::expiresAt)
        .distinct()
        .filter(end -> end.isBefore(CLOCK.instant()))
        .count();
  }
}
