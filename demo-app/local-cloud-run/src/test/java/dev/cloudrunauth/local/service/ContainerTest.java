package dev.cloudrunauth.local.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContainerTest {

  private static final String OPEN = "https://open-4fjx2k-uc.a.run.app";

  private static final int CALLS = 4;

  private record Received(String method, String target, Headers headers, String body) {}

  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private HttpServer server;
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            received.add(
                new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.getResponseHeaders().put("X-Own", List.of("1", "2"));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, 0);
            exchange.getResponseBody().write("moved".getBytes(UTF_8));
          }
        });
    server.start();
    cloudRun =
        LocalCloudRun.builder()
            .service(
                PrivateService.at(OPEN)
                    .allowUnauthenticated()
                    .handler(Container.at(server.getAddress().getPort())))
            .start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource
  void theRequestComesAsItWasSentAndTheAnswerGoesBackAsItIs(Version version) throws Exception {
    var answer =
        Application.of(cloudRun, version)
            .send(
                HttpRequest.newBuilder(URI.create(OPEN + "/a%20b?c=d%2Fe"))
                    .headers("X-Some", "1", "X-Some", "2")
                    .PUT(BodyPublishers.ofString("content"))
                    .build());

    assertEquals(302, answer.statusCode());
    assertEquals(List.of("1", "2"), answer.headers().allValues("X-Own"));
    assertEquals(List.of("Google Frontend"), answer.headers().allValues("Server"));
    assertEquals(1, answer.headers().allValues("Date").size());
    assertEquals("moved", answer.body());
    var request = received.take();
    assertEquals("PUT", request.method());
    assertEquals("/a%20b?c=d%2Fe", request.target());
    assertEquals("content", request.body());
    assertEquals(List.of("1", "2"), request.headers().get("X-Some"));
    assertEquals(OPEN, "https://" + request.headers().getFirst("Host"));
    assertEquals("https", request.headers().getFirst("X-Forwarded-Proto"));
    assertNull(request.headers().get("Accept-Encoding"));
    assertFalse(request.headers().getFirst("User-Agent").contains("okhttp"));
  }

  @Test
  void aServerThatIsGoneIsAServerErrorThatSaysSo() {
    int port = server.getAddress().getPort();
    server.stop(0);

    var answer = Application.of(cloudRun).get(OPEN + "/");

    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("the server at port " + port), answer.body());
  }

  /** As servers do with a connection that is idle for some seconds. */
  @Test
  void aServerMayCloseAConnectionAfterEachAnswer() throws Exception {
    try (var closing = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var site =
            LocalCloudRun.builder()
                .service(
                    PrivateService.at(OPEN)
                        .allowUnauthenticated()
                        .handler(Container.at(closing.getLocalPort())))
                .start()) {
      var answering = new Thread(() -> answer(closing));
      answering.start();
      for (int i = 0; i < CALLS; i++) {
        assertEquals(200, Application.of(site).get(OPEN + "/").statusCode());
      }
      answering.join();
    }
  }

  private static void answer(ServerSocket server) {
    for (int i = 0; i < CALLS; i++) {
      try (var socket = server.accept()) {
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        while (!lines.readLine().isEmpty()) {}
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(UTF_8));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @Test
  void whatIsNoPortIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Container.at(0));
    assertThrows(IllegalArgumentException.class, () -> Container.at(65_536));
  }
}
