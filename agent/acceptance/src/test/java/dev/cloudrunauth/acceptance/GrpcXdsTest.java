package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.GrpcMethod;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Targets that a control plane of xDS leads somewhere. It is reached in plain text by the name of a
 * service that gets tokens, and gets none.
 */
class GrpcXdsTest {

  private static final String LIBRARY = Versions.named("gRPC's xDS ").get(0);
  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String OTHER = "stock-4fjx2k-uc.a.run.app";
  private static final BuiltApplication APPLICATION =
      BuiltApplication.of(LIBRARY, "grpc-xds", Versions.jars(LIBRARY), List.of());

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at("https://" + HOST).handler(GrpcXdsTest::echo))
          .service(
              PrivateService.at("https://" + OTHER)
                  .handler(GrpcXdsTest::echo)
                  .allowUnauthenticated())
          .start();

  private static Response echo(ServiceRequest request) {
    return Response.grpc(GrpcMethod.unary(message -> message));
  }

  @TempDir Path folder;
  private Dialogue controlPlane;
  private String controlPort;

  @BeforeEach
  void start() {
    var program = APPLICATION.command().get(2).replace("Application", "ControlPlane");
    var port = Integer.toString(cloudRun.httpsPort());
    controlPlane =
        Fork.on(Jdk.own())
            .application("-cp", APPLICATION.command().get(1), program, port, OTHER + ":" + port)
            .start();
    controlPort = controlPlane.ask("port");
  }

  @AfterEach
  void stop() {
    controlPlane.close();
    cloudRun.close();
  }

  @Test
  void aTargetWhoseAuthorityTlsVerifiesGetsTheTokenOfThat() throws IOException {
    var result = run("usual");

    assertEquals(List.of("OK spoon", "OK spoon"), result.out(), result.err().toString());
    for (var request : cloudRun.received()) {
      assertEquals(
          "https://" + HOST + ":" + cloudRun.httpsPort(), request.audience().orElse("no token"));
    }
    assertEquals(List.of(), result.complaints());
  }

  /** Its names are not compared then, although the authority is that of the service. */
  @Test
  void aTargetWhoseTlsTheControlPlaneSetsUpGetsNoToken() throws IOException {
    var result = run("secured");

    assertRefused(result, "with other names than that");
  }

  @Test
  void aCallWhoseAuthorityTheControlPlaneRewritesGetsNoToken() throws IOException {
    var result = run("rewritten");

    assertEquals(List.of("OK spoon", "OK spoon"), result.out(), result.err().toString());
    assertNoTokens(OTHER);
    assertWarnedOnce(result, "selects the service");
  }

  private void assertRefused(Fork.Result result, String warning) {
    assertEquals(
        List.of("PERMISSION_DENIED", "PERMISSION_DENIED"), result.out(), result.err().toString());
    assertNoTokens(HOST);
    assertWarnedOnce(result, warning);
  }

  private void assertNoTokens(String host) {
    assertEquals(2, cloudRun.received().size());
    for (var request : cloudRun.received()) {
      assertEquals(host, request.host());
      assertFalse(request.headers().has("authorization"));
      assertFalse(request.headers().has("x-serverless-authorization"));
    }
  }

  private static void assertWarnedOnce(Fork.Result result, String warning) {
    assertEquals(
        1,
        result.err().stream().filter(line -> line.contains(warning)).count(),
        result.err().toString());
  }

  private Fork.Result run(String kind) throws IOException {
    var port = cloudRun.httpsPort();
    var result =
        APPLICATION.run(
            Fork.on(Jdk.own())
                .agent(
                    "audiences=https://"
                        + HOST
                        + ":"
                        + port
                        + ";https://"
                        + HOST
                        + ":"
                        + controlPort)
                .flags(cloudRun.hostsFileFlags())
                .environment(cloudRun.environment())
                .environment(
                    Map.of(
                        "GRPC_XDS_BOOTSTRAP",
                        bootstrap(kind).toString(),
                        "GRPC_EXPERIMENTAL_XDS_AUTHORITY_REWRITE",
                        "true",
                        "GRPC_EXPERIMENTAL_XDS_SYSTEM_ROOT_CERTS",
                        "true")),
            "xds:///" + HOST + ":" + port);
    assertEquals(
        "[Cluster, ClusterLoadAssignment, Listener, RouteConfiguration] "
            + "[content-type, grpc-accept-encoding, user-agent]",
        controlPlane.ask("asked"),
        "what the control plane was asked for, and by which headers");
    return result;
  }

  private Path bootstrap(String kind) throws IOException {
    return Files.writeString(
        folder.resolve("bootstrap.json"),
        """
        {
          "xds_servers": [{
            "server_uri": "%s:%s",
            "channel_creds": [{"type": "insecure"}],
            "server_features": ["xds_v3", "trusted_xds_server"]
          }],
          "node": {"id": "shop"},
          "client_default_listener_resource_name_template": "%s %%s"
        }
        """
            .formatted(HOST, controlPort, kind));
  }
}
