package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * BlockHound sees nothing block an event loop of Netty's, and Netty's leak detector sees no buffer
 * that is never released: with a token at hand, while requests wait for one, and when none comes.
 */
class EventLoopsTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "https://stock-123456789012.us-central1.run.app";
  private static final String ELSEWHERE = "https://www.example.com";

  /** More of them find rarer leaks: {@code -Dcalls=100000}. */
  private static final int CALLS = Integer.getInteger("calls", 1_000);

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at(ORDERS).handler(new EchoService()))
          .service(PrivateService.at(STOCK).handler(new EchoService()))
          .publicSite("www.example.com", new EchoService())
          .start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<Arguments> callers() {
    return Client.typical().stream()
        .filter(client -> client.jars().stream().anyMatch(EventLoopsTest::isNetty))
        .flatMap(
            client ->
                client.protocols().stream()
                    .map(protocol -> Arguments.of(client, client.modes().get(0) + " " + protocol)));
  }

  private static boolean isNetty(Path jar) {
    return jar.getFileName().toString().startsWith("netty-common");
  }

  @ParameterizedTest
  @MethodSource("callers")
  void areNeverBlockedAndNoBufferIsLost(Client client, String way) {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = program(client).start()) {
      int few = CALLS / 10;
      assertEquals(
          "{" + client.kind().failure() + "=" + few + "}", call(application, few, way, STOCK));
      cloudRun.metadataServer().recover();
      for (var url : List.of(ORDERS, ELSEWHERE)) {
        assertEquals("{200=" + CALLS + "}", call(application, CALLS, way, url));
      }
      assertEquals("blocked [], lost []", application.ask("report"));
    }
  }

  private static String call(Dialogue application, int times, String way, String url) {
    return application.ask(times + " " + way + " POST " + url + "/");
  }

  private Fork program(Client client) {
    var jars = Stream.concat(client.jars().stream(), Versions.jars("BlockHound").stream()).toList();
    return Fork.on(Jdk.own())
        .agent("token-timeout=5s,audiences=https://*.run.app")
        .flags(cloudRun.jvmFlags())
        .flags(List.of("-XX:+AllowRedefinitionToAddDeleteMethods"))
        .environment(cloudRun.environment())
        .program("EventLoops", jars);
  }
}
