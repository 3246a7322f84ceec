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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classes of an application go when it is undeployed, although the threads that made its calls
 * stay: after calls with a token, calls whose token was refused, and calls that got none. All
 * hundred of them would not fit into the memory there is.
 */
class RedeploymentTest {

  private static final int TIMES = 100;
  private static final int TIMES_WITHOUT = 4;

  /** Most make one call, because each of the others takes a while. */
  private static final int ALL_CALLS_EVERY = 10;

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String REFUSING = "https://refusing-4fjx2k-uc.a.run.app";
  private static final String TOKENLESS = "https://tokenless-4fjx2k-uc.a.run.app";
  private static final List<String> CALLS =
      List.of(
          "okhttp " + ORDERS,
          "okhttp " + REFUSING,
          "okhttp " + TOKENLESS,
          "java.net.http " + ORDERS);

  @TempDir Path folder;

  @Test
  void aHundredLoadersAreCollectedAsWithoutTheAgent() throws IOException {
    var configuration = folder.resolve("c.yaml");
    Files.writeString(
        configuration,
        """
        audiences:
          - %s
          - %s
          - audience: %s
            impersonate: nobody@demo-project.iam.gserviceaccount.com
        """
            .formatted(ORDERS, REFUSING, TOKENLESS));
    var invalid =
        Response.text(401, "who are you?\n")
            .with("WWW-Authenticate", "Bearer realm=\"orders\", error=\"invalid_token\"");
    try (var cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS))
            .service(PrivateService.at(REFUSING).handler(request -> invalid))
            .service(PrivateService.at(TOKENLESS))
            .start()) {
      var with = redeploy(cloudRun, TIMES, Fork.on(Jdk.own()).agent(configuration.toString()));
      var received = List.copyOf(cloudRun.received());
      var without = redeploy(cloudRun, TIMES_WITHOUT, Fork.on(Jdk.own()));

      assertEquals(outcomes(TIMES, "200", "401", "no ID token"), with.out());
      assertEquals(
          TIMES + 2 * TIMES / ALL_CALLS_EVERY,
          received.stream().filter(request -> request.audience().isPresent()).count());
      assertEquals(outcomes(TIMES_WITHOUT, "403", "403", "403"), without.out());
    }
  }

  private static List<String> outcomes(
      int times, String orders, String refusing, String tokenless) {
    var byCall = new TreeMap<String, Integer>();
    int withAllCalls = (times + ALL_CALLS_EVERY - 1) / ALL_CALLS_EVERY;
    for (var call : CALLS) {
      var outcome = call.endsWith(ORDERS) ? orders : call.endsWith(REFUSING) ? refusing : tokenless;
      var isFirst = call.equals(CALLS.get(0));
      byCall.put(call + " " + outcome, isFirst ? times : withAllCalls);
    }
    var lines = new ArrayList<String>();
    byCall.forEach((call, each) -> lines.add(call + ": " + each));
    lines.add("loaders left: 0");
    return lines;
  }

  private static Fork.Result redeploy(LocalCloudRun cloudRun, int times, Fork fork) {
    var arguments =
        new ArrayList<>(List.of(Integer.toString(times), "com.example.caller.Deployed"));
    arguments.add(urls("OkHttp 3.12.13"));
    arguments.add("--");
    CALLS.forEach(arguments::add);
    var result =
        fork.flags(cloudRun.jvmFlags())
            .flags(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m"))
            .environment(cloudRun.environment())
            .main(
                "com.example.container.Redeployments", List.of(), arguments.toArray(String[]::new))
            .run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    return result;
  }

  private static String urls(String client) {
    return Stream.concat(Versions.jars(client).stream(), Stream.of(Fork.CALLER))
        .map(path -> path.toUri().toString())
        .collect(joining(" "));
  }
}
