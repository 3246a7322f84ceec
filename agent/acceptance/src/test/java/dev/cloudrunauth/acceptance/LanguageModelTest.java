package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.OpenContent;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Models behind a private gateway want a key of the application's, in whichever header; and a
 * private agent is asked by A2A.
 */
class LanguageModelTest {

  private static final String MODELS = "https://models-4fjx2k-uc.a.run.app";
  private static final String KEY = "sk-of-its-own";
  private static final String LIBRARY = Versions.named("LangChain4j 1").get(0);

  private static final Map<String, Object> CARD =
      Map.ofEntries(
          Map.entry("name", "cook"),
          Map.entry("description", "knows spoons"),
          Map.entry("url", MODELS + "/"),
          Map.entry("version", "1"),
          Map.entry("protocolVersion", "0.3.0"),
          Map.entry("preferredTransport", "JSONRPC"),
          Map.entry("capabilities", Map.of("streaming", true)),
          Map.entry("defaultInputModes", List.of("text")),
          Map.entry("defaultOutputModes", List.of("text")),
          Map.entry("skills", List.of()));

  @Test
  void keysArriveAsTheyAreAndIdTokensBesideThem() {
    var application =
        BuiltApplication.of(LIBRARY, "langchain4j", Versions.jars(LIBRARY), List.of());
    UnaryOperator<Fork> shop =
        fork ->
            fork.environment(Map.of("MODELS_URL", MODELS, "MODELS_KEY", KEY))
                .application(application.command().toArray(String[]::new));
    var gateway = PrivateService.at(MODELS).handler(LanguageModelTest::answer);

    var open = visit(gateway.allowUnauthenticated(), shop);
    var visit = visit(gateway, fork -> shop.apply(fork.agent("audiences=" + MODELS)));

    assertEquals(
        List.of(
            "/v1/chat/completions [Bearer sk-of-its-own] [ID token] []",
            "/v1/chat/completions [ID token] [] [api-key sk-of-its-own]",
            "/v1/messages [ID token] [] [x-api-key sk-of-its-own]",
            "/v1/chat/completions [Bearer sk-of-its-own] [ID token] []"),
        visit.received().stream().map(LanguageModelTest::described).toList());
    for (var request : visit.received()) {
      assertEquals(MODELS, request.audience().orElse("no token"), request::toString);
    }
    assertEquals(
        List.of("a spoon", "a spoon", "a spoon", "part a ", "part spoon", "a spoon"),
        visit.result().out());
    assertEquals(open.result().out(), visit.result().out());
    assertEquals(open.result().err(), visit.result().complaints());
    FrameworkCoverage.passed(LIBRARY, "java.net.http", visit.received().size());
  }

  @Test
  void anAgentIsAskedForItsCardAndForAnswersWithTokens() {
    var library = Versions.named("A2A SDK ").get(0);
    var application = BuiltApplication.of(library, "a2a", Versions.jars(library), List.of());
    UnaryOperator<Fork> shop =
        fork ->
            fork.environment(Map.of("AGENT_URL", MODELS))
                .application(application.command().toArray(String[]::new));
    var agent = PrivateService.at(MODELS).handler(LanguageModelTest::answerAsAgent);

    var open = visit(agent.allowUnauthenticated(), shop);
    var visit = visit(agent, fork -> shop.apply(fork.agent("audiences=" + MODELS)));

    assertEquals(
        List.of(
            "GET /.well-known/agent-card.json 200 " + MODELS,
            "POST / 200 " + MODELS,
            "POST / 200 " + MODELS),
        visit.received().stream()
            .map(
                request ->
                    request.method()
                        + " "
                        + request.target()
                        + " "
                        + request.status()
                        + " "
                        + request.audience().orElse("no token"))
            .toList());
    assertEquals(List.of("cook a spoon", "cook a spoon"), visit.result().out());
    assertEquals(open.result().out(), visit.result().out());
    assertEquals(open.result().err(), visit.result().complaints());
    FrameworkCoverage.passed(library, "java.net.http", visit.received().size());
  }

  private static String described(ReceivedRequest request) {
    return request.target()
        + " "
        + kinds(request, "Authorization")
        + " "
        + kinds(request, "X-Serverless-Authorization")
        + " "
        + request.headers().lines().stream()
            .filter(line -> line.name().endsWith("api-key"))
            .map(line -> line.name() + " " + line.value())
            .toList();
  }

  private static List<String> kinds(ReceivedRequest request, String header) {
    return request.headers().all(header).stream()
        .map(value -> value.startsWith("Bearer ey") ? "ID token" : value)
        .toList();
  }

  private static Neighbourhood.Visit visit(PrivateService gateway, UnaryOperator<Fork> shop) {
    try (var cloudRun = LocalCloudRun.builder().service(gateway).start()) {
      var fork = Fork.on(Jdk.own()).flags(cloudRun.jvmFlags()).environment(cloudRun.environment());
      return new Neighbourhood.Visit(shop.apply(fork).run(), cloudRun.received());
    }
  }

  private static Response answer(ServiceRequest request) {
    if (request.path().endsWith("/messages")) {
      return Response.json(
          200,
          Map.of(
              "id",
              "1",
              "role",
              "assistant",
              "content",
              List.of(Map.of("type", "text", "text", "a spoon")),
              "stop_reason",
              "end_turn",
              "usage",
              Map.of("input_tokens", 1, "output_tokens", 1)));
    }
    var stream = request.body().json().getAsJsonObject().get("stream");
    boolean isStreaming = stream != null && stream.getAsBoolean();
    return isStreaming
        ? Response.events(content -> stream(content, List.of(part("a "), part("spoon"), "[DONE]")))
        : Response.json(200, completion("message", "a spoon"));
  }

  private static void stream(OpenContent content, List<String> events) {
    events.forEach(event -> content.write("data: " + event + "\n\n"));
    content.end();
  }

  private static String part(String text) {
    return Body.json(completion("delta", text)).text();
  }

  private static Map<String, Object> completion(String kind, String text) {
    return Map.of(
        "id",
        "1",
        "choices",
        List.of(Map.of("index", 0, kind, Map.of("role", "assistant", "content", text))));
  }

  private static Response answerAsAgent(ServiceRequest request) {
    if (request.method().equals("GET")) {
      return Response.json(200, CARD);
    }
    var asked = request.body().json().getAsJsonObject();
    var answer =
        Map.of(
            "jsonrpc",
            "2.0",
            "id",
            asked.get("id"),
            "result",
            Map.of(
                "kind",
                "message",
                "messageId",
                "1",
                "role",
                "agent",
                "parts",
                List.of(Map.of("kind", "text", "text", "a spoon"))));
    return asked.get("method").getAsString().equals("message/stream")
        ? Response.events(content -> stream(content, List.of(Body.json(answer).text())))
        : Response.json(200, answer);
  }
}
