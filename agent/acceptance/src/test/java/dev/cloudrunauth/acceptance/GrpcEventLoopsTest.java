package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link EventLoopsTest}, for gRPC on Netty. Its shaded form is the same code, where neither
 * BlockHound nor the leak detector's log is found under the names that they are looked for.
 */
class GrpcEventLoopsTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String FAILING = "stock-123456789012.us-central1.run.app";
  private static final String ELSEWHERE = "www-4fjx2k-uc.a.run.app";
  private static final int CALLS = Integer.getInteger("calls", 1_000);

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at("https://" + HOST))
          .service(PrivateService.at("https://" + FAILING))
          .service(PrivateService.at("https://" + ELSEWHERE).allowUnauthenticated())
          .start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<GrpcTransport> transports() {
    return GrpcTransport.all().stream().filter(each -> each.name().startsWith("gRPC netty "));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void areNeverBlockedAndNoBufferIsLost(GrpcTransport transport) {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = program(transport).start()) {
      int few = CALLS / 10;
      assertEquals("{UNAVAILABLE=" + few + "}", call(application, few, FAILING));
      cloudRun.metadataServer().recover();
      for (var host : List.of(HOST, ELSEWHERE)) {
        assertEquals("{OK=" + CALLS + "}", call(application, CALLS, host));
      }
      assertEquals("blocked [], lost []", application.ask("report"));
    }
  }

  private static String call(Dialogue application, int times, String host) {
    return application.ask(times + " bidi async " + host + ":443 hello");
  }

  private Fork program(GrpcTransport transport) {
    var jars =
        Stream.concat(transport.jars().stream(), Versions.jars("BlockHound").stream()).toList();
    return Fork.on(Jdk.own())
        .agent("token-timeout=5s,audiences=https://" + HOST + ";https://" + FAILING)
        .flags(cloudRun.jvmFlags())
        .flags(List.of("-XX:+AllowRedefinitionToAddDeleteMethods"))
        .environment(cloudRun.environment())
        .main("com.example.grpc.EventLoops", jars);
  }
}
