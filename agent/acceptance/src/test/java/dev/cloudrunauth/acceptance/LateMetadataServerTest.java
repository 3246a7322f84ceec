package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing announces the metadata server, as in GKE Sandbox, and it begins to listen after the
 * application has made its first call. It has a port that only privileged users may open.
 */
class LateMetadataServerTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String CALL = "send HTTP/1.1 GET " + ORDERS + "/";
  private static final int PORT = 80;

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void itIsFoundByALaterCall() throws IOException {
    var probe = listening();
    assumeTrue(probe != null, "this user may not open port " + PORT);
    probe.close();
    var hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 metadata.google.internal\n");
    try (var cloudRun =
            LocalCloudRun.builder()
                .service(PrivateService.at(ORDERS).handler(new EchoService()))
                .start();
        var application =
            Fork.on(Jdk.own())
                .agent("audiences=" + ORDERS)
                .flags(cloudRun.jvmFlags())
                .flags(List.of("-Djdk.net.hosts.file=" + hosts))
                .program("Prompted", List.of())
                .start()) {
      assertTrue(application.ask(CALL).startsWith("403 "));
      assertFalse(cloudRun.received().get(0).headers().has("Authorization"));

      try (var late = listening()) {
        forward(late, cloudRun.environment());
        var answer = application.ask(CALL);
        while (answer.startsWith("403 ")) {
          answer = application.ask(CALL);
        }
        assertTrue(answer.startsWith("200 "), answer);
      }

      application.end();
      var last = cloudRun.received().get(cloudRun.received().size() - 1);
      assertEquals(ORDERS, last.audience().orElse("no token"));
    }
  }

  private static @Nullable ServerSocket listening() {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
      return socket;
    } catch (IOException notAllowed) {
      return null;
    }
  }

  /** To the metadata server of the stand-in, which has a port of its own. */
  private static void forward(@Nullable ServerSocket late, Map<String, String> environment) {
    var server = environment.getOrDefault("GCE_METADATA_HOST", "").split(":", 2);
    if (late == null) {
      throw new AssertionError("port " + PORT + " was free a moment ago");
    }
    start(
        () -> {
          while (!late.isClosed()) {
            var in = late.accept();
            var out = new Socket(server[0], Integer.parseInt(server[1]));
            start(() -> in.getInputStream().transferTo(out.getOutputStream()));
            start(
                () -> {
                  try (in;
                      out) {
                    out.getInputStream().transferTo(in.getOutputStream());
                  }
                });
          }
        });
  }

  private static void start(Piping piping) {
    var thread =
        new Thread(
            () -> {
              try {
                piping.run();
              } catch (IOException closed) {
                // By either side: there is nothing more to pass on.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Piping {
    void run() throws IOException;
  }
}
