package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls over gRPC in an application that is a gateway, packed in one jar, or running already. */
class GrpcSurroundingsTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String ORDERS = "https://" + HOST;
  private static final String CALL = "unary blocking " + HOST + ":443 hello";
  private static final String AUDIENCES = "audiences=" + ORDERS;
  private static final String REMOVED = "bearer_eyJh.eyJp.SIGNATURE_REMOVED_BY_GOOGLE";

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS)).start();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<GrpcTransport> transports() {
    return GrpcTransport.newest().stream();
  }

  static Stream<GrpcTransport> relocatedTransports() {
    return GrpcTransport.relocated().stream();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aTokenThatWasCopiedFromARequestIsReplaced(GrpcTransport transport) {
    var result =
        start()
            .agent(AUDIENCES)
            .main(
                "com.example.grpc.Caller",
                transport.jars(),
                CALL + " metadata=" + REMOVED,
                CALL + " own=" + REMOVED,
                CALL + " serverless=" + REMOVED)
            .run();

    assertEquals(
        List.of("OK 1", "OK 1", "OK 1", "tokens seen: []"), result.out(), result.err().toString());
    assertTokensArrived(3);
  }

  @ParameterizedTest
  @MethodSource("relocatedTransports")
  void aRelocatedCopyGetsTokensToo(GrpcTransport transport) {
    var result =
        start()
            .agent(AUDIENCES)
            .main("com.example.grpc.Caller", transport.jars(), CALL, CALL)
            .run();

    assertEquals(List.of("OK 1", "OK 1", "tokens seen: []"), result.out(), result.err().toString());
    assertTokensArrived(2);
  }

  /** The second call goes over the connection of the first. */
  @ParameterizedTest
  @MethodSource("transports")
  void anApplicationThatIsRunningGetsTokensFromThenOn(GrpcTransport transport) throws Exception {
    try (var application = start().main("com.example.grpc.Caller", transport.jars()).start()) {
      var before = application.ask(CALL);
      assertTrue(before.startsWith("PERMISSION_DENIED"), before);
      cloudRun.clear();

      var jvm = VirtualMachine.attach(String.valueOf(application.pid()));
      jvm.loadAgent(Fork.AGENT.toString(), AUDIENCES);
      jvm.detach();
      application.hear(" ready, ");

      assertEquals("OK 1", application.ask(CALL));
      assertEquals(List.of(), cloudRun.connects());
      assertTokensArrived(1);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  @DisabledOnOs(OS.WINDOWS)
  void aCallFailsIfTheConfigurationIsNeverRead(GrpcTransport transport) throws Exception {
    var pipe = folder.resolve("cloud-run-auth.yaml");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

    var result =
        start()
            .agent(pipe.toString())
            .main("com.example.grpc.Caller", transport.jars(), CALL + " deadline=100", CALL)
            .run();

    var out = result.out();
    assertTrue(out.get(0).startsWith("DEADLINE_EXCEEDED"), out.toString());
    assertTrue(out.get(1).startsWith("UNAVAILABLE"), out.toString());
    assertTrue(
        out.get(1).contains("the agent's configuration has not been read after 5000 ms"),
        out.toString());
    assertEquals(0, cloudRun.received().size());
  }

  private void assertTokensArrived(int count) {
    assertEquals(count, cloudRun.received().size());
    for (var request : cloudRun.received()) {
      assertEquals(ORDERS, request.audience().orElse("no token"));
      assertFalse(request.headers().toString().contains("REMOVED_BY"));
    }
  }

  private Fork start() {
    return Fork.on(Jdk.own()).flags(cloudRun.jvmFlags()).environment(cloudRun.environment());
  }
}
