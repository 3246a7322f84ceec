package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cloudrunauth.acceptance.clients.ktor.Ktor;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Ktor's CIO engine connects to, and that it does so for others while a request waits. */
class KtorTargetTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String OTHER = "stock-4fjx2k-uc.a.run.app";

  /** More than the engine has threads. */
  private static final int CROWD = 100;

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at("https://" + HOST))
          .service(PrivateService.at("https://" + OTHER).allowUnauthenticated())
          .start();

  private final String orders = "https://" + HOST + ":" + cloudRun.httpsPort() + "/";
  private final String stock = "https://" + OTHER + ":" + cloudRun.httpsPort() + "/";

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<Client> versions() {
    return Client.typical().stream().filter(client -> client.kind() instanceof Ktor);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versions")
  void aRequestThatNamesAnotherHostCarriesNoToken(Client client) {
    var result = fork(client, orders + " Host=" + OTHER + ":" + cloudRun.httpsPort(), orders).run();

    assertEquals(List.of("200 false", "200 false"), result.out(), result.err().toString());
    assertEquals(List.of("none", orders), audiences());
    assertEquals(1, complaints(result, "selects the service"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versions")
  void anEngineThatVerifiesAnotherNameSendsNoToken(Client client) {
    var result = fork(client, orders + " serverName=" + OTHER).run();

    assertFalse(cloudRun.received().stream().anyMatch(each -> each.headers().has("Authorization")));
    assertEquals(1, complaints(result, "with other names than that"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versions")
  void anEngineThatIsToldTheNameOfItsHostSendsTokens(Client client) {
    var result = fork(client, orders + " serverName=" + HOST).run();

    assertEquals(List.of("200 false"), result.out(), result.err().toString());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versions")
  void anEngineThatPipelinesSendsTokens(Client client) {
    var result = fork(client, orders + " pipelining=true times=3").run();

    assertEquals(
        List.of("200 false", "200 false", "200 false"), result.out(), result.err().toString());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versions")
  void requestsThatWaitHoldNoThread(Client client) {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = fork(client, orders + " times=" + CROWD, stock).start()) {
      application.hear("200 false");
      assertEquals(List.of(OTHER), cloudRun.received().stream().map(each -> each.host()).toList());
      cloudRun.metadataServer().recover();
      IntStream.range(0, CROWD).forEach(each -> application.hear("200 false"));
      application.end();
    }
  }

  private List<String> audiences() {
    return cloudRun.received().stream()
        .map(request -> request.audience().map(audience -> audience + "/").orElse("none"))
        .toList();
  }

  private static long complaints(Fork.Result result, String about) {
    return result.err().stream().filter(line -> line.contains(about)).count();
  }

  private Fork fork(Client client, String... calls) {
    var port = cloudRun.httpsPort();
    return Fork.on(Jdk.own())
        .agent("token-timeout=60s,audiences=https://" + HOST + ":" + port)
        .flags(cloudRun.hostsFileFlags())
        .environment(cloudRun.environment())
        .main("com.example.ktor.Caller", client.jars(), calls);
  }
}
