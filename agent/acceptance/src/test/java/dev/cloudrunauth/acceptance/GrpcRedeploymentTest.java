package dev.cloudrunauth.acceptance;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classes of an application that brings gRPC along go when it is undeployed: after calls with a
 * token, calls whose token was refused, and calls that got none. The next deployment gets tokens.
 */
class GrpcRedeploymentTest {

  private static final int TIMES_EACH = 2;
  private static final String ORDERS = "orders-4fjx2k-uc.a.run.app";
  private static final String REFUSING = "refusing-4fjx2k-uc.a.run.app";
  private static final String TOKENLESS = "tokenless-4fjx2k-uc.a.run.app";

  @TempDir Path folder;

  @Test
  void loadersAreCollectedAndTheNextDeploymentGetsTokens() throws IOException {
    var configuration = folder.resolve("c.yaml");
    Files.writeString(
        configuration,
        """
        audiences:
          - https://%s
          - https://%s
          - audience: https://%s
            impersonate: nobody@demo-project.iam.gserviceaccount.com
        """
            .formatted(ORDERS, REFUSING, TOKENLESS));
    var invalid =
        Response.text(401, "who are you?\n")
            .with("WWW-Authenticate", "Bearer realm=\"orders\", error=\"invalid_token\"");
    var transports = GrpcTransport.newest();
    int times = TIMES_EACH * transports.size();
    var arguments = new ArrayList<>(List.of(Integer.toString(times), "com.example.grpc.Deployed"));
    transports.forEach(transport -> arguments.add(urls(transport)));
    arguments.add("--");
    for (var host : List.of(ORDERS, REFUSING, TOKENLESS)) {
      arguments.add("unary blocking " + host + ":443 hello");
    }
    try (var cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at("https://" + ORDERS))
            .service(PrivateService.at("https://" + REFUSING).handler(request -> invalid))
            .service(PrivateService.at("https://" + TOKENLESS))
            .start()) {
      var result =
          Fork.on(Jdk.own())
              .agent(configuration.toString())
              .flags(cloudRun.jvmFlags())
              .environment(cloudRun.environment())
              .main(
                  "com.example.container.Redeployments",
                  List.of(),
                  arguments.toArray(String[]::new))
              .run();

      assertEquals(
          List.of(
              "unary blocking " + ORDERS + ":443 hello OK 1: " + times,
              "unary blocking " + REFUSING + ":443 hello UNAUTHENTICATED: " + transports.size(),
              "unary blocking " + TOKENLESS + ":443 hello no ID token: " + transports.size(),
              "loaders left: 0"),
          result.out(),
          result.err().toString());
      assertEquals(
          times,
          cloudRun.received().stream()
              .filter(request -> request.host().equals(ORDERS))
              .filter(request -> request.audience().isPresent())
              .count());
    }
  }

  private static String urls(GrpcTransport transport) {
    return Stream.concat(transport.jars().stream(), Stream.of(Fork.CALLER))
        .map(path -> path.toUri().toString())
        .collect(joining(" "));
  }
}
