package dev.cloudrunauth.local.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.OpenContent;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are more, or less, than a response. */
class AnswersTest {

  private static final String SITE = "https://www.example.com/";

  private final CompletableFuture<OpenContent> events = new CompletableFuture<>();
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun = LocalCloudRun.builder().publicSite("www.example.com", this::answer).start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  private Response answer(ServiceRequest request) {
    return switch (request.path()) {
      case "/socket" -> Response.webSocket();
      case "/none" -> Response.none();
      case "/events" -> Response.events(events::complete);
      case "/page" -> Response.text(200, "page").preloading("/style");
      default -> Response.text(200, request.path());
    };
  }

  @Test
  void webSocketSaysBackWhatItHears() {
    var heard = new CompletableFuture<String>();
    var listener =
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence text, boolean last) {
            heard.complete(text.toString());
            return null;
          }
        };
    var socket =
        client()
            .newWebSocketBuilder()
            .buildAsync(URI.create(SITE.replace("https", "wss") + "socket"), listener)
            .join();
    socket.sendText("hello", true).join();
    assertEquals("hello", heard.join());
    socket.abort();
  }

  @Test
  void noAnswerIsAClosedConnection() {
    assertThrows(IOException.class, () -> client().send(get("none"), BodyHandlers.ofString()));
    assertEquals(0, cloudRun.received().get(0).status());
  }

  @Test
  void whatAPagePreloadsIsPushed() {
    var pushed = new ConcurrentHashMap<HttpRequest, CompletableFuture<HttpResponse<String>>>();
    var page =
        client()
            .sendAsync(
                get("page"),
                BodyHandlers.ofString(),
                PushPromiseHandler.of(request -> BodyHandlers.ofString(), pushed))
            .join();
    assertEquals("page", page.body());
    assertEquals(1, pushed.size());
    pushed.values().forEach(style -> assertEquals("/style", style.join().body()));
  }

  @Test
  void eventsComeAsTheyAreWritten() throws IOException, InterruptedException {
    var answer = client().send(get("events"), BodyHandlers.ofInputStream());
    var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));

    for (var event : List.of("data: 1", "data: 2")) {
      events.join().write(event + "\n");
      assertEquals(event, lines.readLine());
    }
    events.join().end();
    assertNull(lines.readLine());
  }

  @Test
  void eventsThatAreCutAreAFailure() throws IOException, InterruptedException {
    var answer = client().send(get("events"), BodyHandlers.ofInputStream());

    events.join().cut();

    assertThrows(IOException.class, () -> answer.body().read());
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .sslContext(Application.trusting(cloudRun))
        .proxy(
            ProxySelector.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), cloudRun.proxyPort())))
        .build();
  }

  private static HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create(SITE + path)).build();
  }
}
