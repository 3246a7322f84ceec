package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.service.PrivateService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application has other versions of the libraries that the agent has: each side works with its
 * own, and neither writes to the other's log.
 */
class ClashTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final List<String> CALLS =
      List.of("execute HTTP/2 GET " + ORDERS + "/", "send HTTP/2 GET " + ORDERS + "/");

  /** Everything that is logged, to where logback writes too. */
  private static final List<String> LOG_OF_SLF4J_SIMPLE =
      List.of(
          "-Dorg.slf4j.simpleLogger.logFile=System.out",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS)).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<String> libraries() {
    return Stream.of("libraries with slf4j 1", "libraries with slf4j 2");
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void eachSideWorksWithItsOwnLibraries(String libraries) {
    var without = run(Fork.on(Jdk.own()), libraries);
    var with = run(Fork.on(Jdk.own()).agent("audiences=" + ORDERS + ",log.level=trace"), libraries);

    assertEquals(
        Stream.concat(
                Collections.nCopies(CALLS.size(), "no token").stream(),
                Collections.nCopies(CALLS.size(), ORDERS).stream())
            .toList(),
        cloudRun.received().stream().map(ClashTest::audience).toList());
    assertEquals(timeless(without.out()), timeless(with.out()));
    assertEquals(List.of(), without.err());
    var ownLog = with.err().stream().filter(line -> line.startsWith("cloud-run-auth: ")).toList();
    assertEquals(ownLog, with.err());
    assertTrue(ownLog.size() > 1, "the agent has a log of its own: " + ownLog);
    assertLibrariesAre(Versions.jars(libraries), with.out());
  }

  private static String audience(ReceivedRequest request) {
    return request.audience().orElse("no token");
  }

  /** The log's times and the calls' outcomes differ from run to run. */
  private static List<String> timeless(List<String> out) {
    return out.stream()
        .map(line -> line.replaceFirst("^.*\\[main]", "").replaceFirst("^(200|403) ", ""))
        .toList();
  }

  private static void assertLibrariesAre(List<Path> jars, List<String> out) {
    var places = jars.stream().map(jar -> jar.toFile().toURI().toString()).toList();
    var used = out.stream().filter(line -> line.contains(" from ")).toList();
    assertEquals(7, used.size());
    for (var line : used) {
      assertTrue(places.stream().anyMatch(place -> line.contains(" from " + place + ":")), line);
    }
    assertEquals(
        1, out.stream().filter(line -> line.endsWith("a line of the application's")).count());
    for (var line : out.stream().filter(line -> line.startsWith("found ")).toList()) {
      assertTrue(places.stream().anyMatch(place -> line.contains(" at jar:" + place + "!")), line);
    }
  }

  /** Clients bring it in a version of theirs, and with what writes for it. */
  private static boolean isSlf4j(Path jar) {
    return jar.getFileName().toString().startsWith("slf4j-");
  }

  private Fork.Result run(Fork fork, String libraries) {
    var jars = new ArrayList<>(Versions.jars(libraries));
    Client.newestJars().stream().filter(jar -> !isSlf4j(jar)).forEach(jars::add);
    var result =
        fork.flags(cloudRun.jvmFlags())
            .flags(LOG_OF_SLF4J_SIMPLE)
            .environment(cloudRun.environment())
            .program("Clash", jars, CALLS.toArray(String[]::new))
            .run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    return result;
  }
}
