package dev.cloudrunauth.acceptance;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

/**
 * A service for each probe of a program, and a desk at which the program says what they are to do.
 * Nothing here happens after a while: whoever waits, waits for somebody.
 */
final class ProbedSite implements AutoCloseable {

  private static final String DESK = "www.example.com";
  private static final String SERVICES = "probe-%d-123456789012.us-central1.run.app";
  private static final int MOST_PROBES = 64;
  private static final int CLOSED_PORT = 1;
  private static final int MORE_THAN_A_QUEUE_HOLDS = 8;

  /** Long enough for a token to be waited for, wherever it is not at hand. */
  private static final Fault SLOWLY = Fault.delay(Duration.ofMillis(60));

  private final Map<String, CountDownLatch> released = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> arrived = new ConcurrentHashMap<>();
  private final Map<String, CyclicBarrier> crowds = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ServerSocket silent;
  private final List<SocketChannel> queue = new ArrayList<>();
  private final LocalCloudRun cloudRun;
  private final int httpsPort;

  private ProbedSite(boolean isPrivate) {
    var builder = LocalCloudRun.builder().publicSite(DESK, this::atDesk);
    for (int i = 0; i < MOST_PROBES; i++) {
      var service = PrivateService.at("https://" + host(i)).handler(this::answer);
      builder.service(isPrivate ? service : service.allowUnauthenticated());
    }
    silent = silent(queue);
    cloudRun = builder.start();
    httpsPort = cloudRun.httpsPort();
    cloudRun.metadataServer().misbehave(SLOWLY);
  }

  /** Services that want a token. */
  static ProbedSite withPrivateServices() {
    return new ProbedSite(true);
  }

  /** The same services, open to all. */
  static ProbedSite withPublicServices() {
    return new ProbedSite(false);
  }

  LocalCloudRun cloudRun() {
    return cloudRun;
  }

  /** By wildcards, so that no token is there before a request needs it. */
  String configuration() {
    return """
        token-timeout: 60s
        audiences:
          - https://*.us-central1.run.app:%d
          - https://*.us-central1.run.app:%d
          - https://*.us-central1.run.app:%d
        """
        .formatted(httpsPort, CLOSED_PORT, silent.getLocalPort());
  }

  /** What a program of probes needs to know. */
  String[] arguments(boolean callsBefore) {
    return new String[] {
      "https://" + DESK + ":" + httpsPort,
      "https://" + SERVICES,
      String.valueOf(httpsPort),
      String.valueOf(CLOSED_PORT),
      String.valueOf(silent.getLocalPort()),
      String.valueOf(callsBefore)
    };
  }

  /** A text in which nothing is different at the next site. */
  String withoutPorts(String text) {
    return text.replace(":" + httpsPort, ":HTTPS").replace(":" + silent.getLocalPort(), ":SILENT");
  }

  /** How often an ID token was asked for, for the service of a probe. */
  long tokenRequests(int probe) {
    return cloudRun.metadataServer().idTokenRequests().stream()
        .filter(request -> request.audience().orElse("").startsWith("https://" + host(probe)))
        .count();
  }

  /** What the service of a probe has received at this path. */
  List<ReceivedRequest> received(int probe, String path) {
    return cloudRun.received().stream()
        .filter(request -> request.host().equals(host(probe)))
        .filter(request -> request.request().path().equals(path))
        .toList();
  }

  private static String host(int probe) {
    return SERVICES.formatted(probe);
  }

  private Response answer(ServiceRequest request) throws Exception {
    var host = request.request().host();
    switch (request.path()) {
      case "/wait" -> {
        latch(arrived, host).countDown();
        latch(released, host).await();
      }
      case "/crowd" -> {
        int size = Integer.parseInt(request.parameter("size").orElseThrow());
        crowds.computeIfAbsent(host, key -> new CyclicBarrier(size)).await();
      }
      case "/hang" -> closed.await();
      case "/broken" -> {
        return Response.cutShort("half");
      }
      default -> {
        // Answers at once.
      }
    }
    return Response.text(200, "hello");
  }

  private Response atDesk(ServiceRequest request) throws Exception {
    var host = request.parameter("host").orElse("");
    switch (request.path()) {
      case "/release" -> latch(released, host).countDown();
      case "/arrival" -> latch(arrived, host).await();
      case "/stop-tokens" -> cloudRun.metadataServer().misbehave(Fault.status(503));
      case "/resume-tokens" -> cloudRun.metadataServer().misbehave(SLOWLY);
      default -> {
        // Somebody just calls.
      }
    }
    return Response.text(200, "hello");
  }

  private static CountDownLatch latch(Map<String, CountDownLatch> latches, String host) {
    return latches.computeIfAbsent(host, key -> new CountDownLatch(1));
  }

  /** A port where nobody accepts, and no more connections fit into the queue. */
  private static ServerSocket silent(List<SocketChannel> queue) {
    try {
      var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      for (int i = 0; i < MORE_THAN_A_QUEUE_HOLDS; i++) {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        var unused =
            channel.connect(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()));
        queue.add(channel);
      }
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    released.values().forEach(CountDownLatch::countDown);
    crowds.values().forEach(CyclicBarrier::reset);
    cloudRun.close();
    try {
      silent.close();
      for (var channel : queue) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
