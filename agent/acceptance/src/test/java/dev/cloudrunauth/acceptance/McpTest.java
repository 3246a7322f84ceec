package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.identity.IdToken;
import dev.cloudrunauth.local.service.PrivateService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A session of the Model Context Protocol with a private server outlives many of its tokens: the
 * server's own messages come by a response that stays open, and each request has a live token.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpTest {

  private static final String TOOLS = "https://tools-4fjx2k-uc.a.run.app";
  private static final String KEY = "Bearer sk-of-its-own";

  /**
   * The front end's clock is ahead of the agent's, by less than what the agent complains of. A
   * token that lives for 5 s then has 32 s left by the agent's clock, and is sent for 2 of them;
   * the front end takes it for 3 more.
   */
  private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(27));

  private static final Duration LIFETIME = Duration.ofSeconds(5);
  private static final int EXPIRIES = 5;

  private final ExecutorService runners = Executors.newFixedThreadPool(3);
  private final Map<Client, CompletableFuture<List<ReceivedRequest>>> sessions =
      new LinkedHashMap<>();

  McpTest() {
    clients()
        .forEach(
            client ->
                sessions.put(
                    client, CompletableFuture.supplyAsync(() -> session(client), runners)));
  }

  @AfterAll
  void stop() {
    runners.shutdownNow();
  }

  static Stream<Client> clients() {
    return Stream.of(
            Versions.named("MCP SDK ").stream()
                .flatMap(
                    library ->
                        Stream.of("streamable HTTP", "SSE")
                            .map(transport -> new Client(library, "mcp", transport))),
            Versions.named("Spring AI ").stream()
                .map(library -> new Client(library, "spring-ai-mcp", "streamable HTTP")),
            Versions.named("LangChain4j MCP ").stream()
                .map(library -> new Client(library, "langchain4j-mcp", "streamable HTTP")))
        .flatMap(clients -> clients);
  }

  /**
   * What is tried.
   *
   * @param library the client and its version, as the file of versions has it
   * @param folder the folder of the application that is written for it
   * @param transport one of the protocol's two ways over HTTP
   */
  private record Client(String library, String folder, String transport) {

    boolean hasKey() {
      return folder.equals("langchain4j-mcp");
    }

    /**
     * LangChain4j's does so by itself. Spring's has one session as long as its application runs.
     */
    boolean reconnects() {
      return !folder.equals("spring-ai-mcp");
    }

    boolean endsItsSession() {
      return folder.equals("mcp") && !transport.equals("SSE");
    }

    @Override
    public String toString() {
      return library + " by " + transport;
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void everyRequestOfALongSessionHasALiveToken(Client client) {
    var received = Objects.requireNonNull(sessions.get(client)).join();

    for (var request : received) {
      assertEquals(2, request.status() / 100, request::toString);
      assertEquals(TOOLS, request.audience().orElse("no token"), request::toString);
      assertEquals(
          client.hasKey() ? List.of(KEY, "token") : List.of("token"),
          Stream.of("Authorization", "X-Serverless-Authorization")
              .flatMap(name -> request.headers().all(name).stream())
              .map(value -> value.equals(KEY) ? value : "token")
              .toList(),
          request::toString);
    }
    FrameworkCoverage.passed(client.toString(), "java.net.http", received.size());
  }

  private static List<ReceivedRequest> session(Client client) {
    var server = new McpServer();
    var application =
        BuiltApplication.of(
            client.toString(), client.folder(), Versions.jars(client.library()), List.of());
    try (var cloudRun =
            LocalCloudRun.builder()
                .clock(CLOCK)
                .tokenLifetime(LIFETIME)
                .service(PrivateService.at(TOOLS).handler(server))
                .start();
        var shop =
            Fork.on(Jdk.own())
                .agent("audiences=" + TOOLS)
                .flags(cloudRun.jvmFlags())
                .environment(cloudRun.environment())
                .environment(Map.of("TOOLS_URL", TOOLS, "TOOLS_KEY", KEY))
                .application(application.command().toArray(String[]::new))
                .application(client.transport())
                .start()) {
      assertEquals("say", shop.ask("tool"));
      var stream = server.nextStream();
      while (expired(cloudRun) < EXPIRIES) {
        assertEquals("spoon", shop.ask("say spoon"));
      }
      server.log("fork");
      shop.hear("heard fork");

      shop.tell("wait");
      server.awaitUnanswered();
      assertEquals("cancelled true", shop.ask("cancel"));
      assertEquals("knife", shop.ask("say knife"));

      var heard = new ArrayList<String>(List.of("heard fork"));
      if (client.reconnects()) {
        stream.cut();
        shop.tell("reconnect");
        if (client.endsItsSession()) {
          server.awaitEnd();
        }
        server.nextStream();
        server.log("ladle");
        shop.hear("heard ladle");
        heard.add("heard ladle");
        assertEquals("bowl", shop.ask("say bowl"));
      }
      assertEquals(heard, shop.end());
      return cloudRun.received();
    }
  }

  /** How many tokens have arrived that the front end does not take any more. */
  private static long expired(LocalCloudRun cloudRun) {
    return cloudRun.received().stream()
        .flatMap(request -> request.token().stream())
        .map(IdToken::expiresAt)
        .filter(end -> end.isBefore(CLOCK.instant()))
        .distinct()
        .count();
  }
}
