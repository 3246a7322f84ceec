package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cloudrunauth.acceptance.AotCache.Steps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * AOT caches that are made with the agent's own flag. Each is used more than once: a JVM that does
 * not get along with its cache crashes before {@code main}. With {@code -Daot.starts=N} it is used
 * N times, and all combinations are tried.
 */
class TrainedWithAgentTest extends StartMode {

  private static final Optional<Integer> ASKED =
      Optional.ofNullable(Integer.getInteger("aot.starts"));
  private static final int STARTS = ASKED.orElse(2);
  private static final int FIRST_JDK = 25;

  /** With a cache that lacks the class at which JMX is shown the agent. */
  private static final int CRASHING_JDK = 25;

  private static final List<String> MANAGED = List.of("-Dcom.sun.management.jmxremote");

  static List<Arguments> programs() {
    var all = new ArrayList<Arguments>();
    for (var way : ways()) {
      for (boolean isManaged : List.of(false, true)) {
        if (ASKED.isPresent() || isManaged == (way.steps == Steps.TWO)) {
          all.add(arguments(way, isManaged ? MANAGED : List.of()));
        }
      }
    }
    return all;
  }

  static List<Arguments> applications() {
    var all = new ArrayList<Arguments>();
    for (var way : ways()) {
      for (var framework : Framework.all()) {
        for (boolean isExtracted : List.of(false, true)) {
          boolean isUsual =
              isExtracted == (way.steps == Steps.TWO)
                  && framework.folder().equals(isExtracted ? "spring-boot-4" : "spring-boot-3");
          if (isUsual || (ASKED.isPresent() && framework.name().startsWith("Spring Boot"))) {
            all.add(arguments(way, framework, isExtracted));
          }
        }
      }
    }
    return all;
  }

  private static List<Way> ways() {
    var ways = new ArrayList<Way>();
    var jdks = Jdk.found().stream().filter(jdk -> jdk.release() >= FIRST_JDK).toList();
    if (!jdks.isEmpty()) {
      ways.add(new Way(Steps.ONE, jdks.get(0)));
      for (var jdk : ASKED.isPresent() ? jdks : jdks.subList(jdks.size() - 1, jdks.size())) {
        ways.add(new Way(Steps.TWO, jdk));
      }
    }
    return ways;
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("programs")
  void aProgramThatUsesManagementIsShownByJmxAndGetsTokens(Way way, List<String> flags) {
    var cache = way.cache(folder);
    try (var training = managed(way, flags, cache.training()).start()) {
      training.ask("jmx jvm");
      assertEquals(
          way.jdk.release() == CRASHING_JDK ? "no agent" : "true", training.ask("jmx get Enabled"));
      assertAnswered(training);
      var lines = training.end();
      assertTrue(lines.stream().noneMatch(line -> line.contains("Duplicated")), lines::toString);
    }
    assertTokensArrived(CALLS.size());
    cache.assemble(more -> managed(way, flags, more).run());

    for (int i = 0; i < STARTS; i++) {
      cloudRun.clear();
      try (var application = managed(way, flags, cache.use()).start()) {
        application.ask("jmx jvm");
        assertEquals("true", application.ask("jmx get Enabled"));
        assertEquals(flags.isEmpty() ? "1 made" : "0 made", application.ask("jmx servers"));
        assertAnswered(application);
        assertEquals(List.of(), application.end());
      }
      assertTokensArrived(CALLS.size());
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("applications")
  void anApplicationOfSpringBootGetsTokens(Way way, Framework framework, boolean isExtracted) {
    var built = framework.application();
    var application = isExtracted ? built.extracted(folder.resolve("extracted")) : built;
    var cache = way.cache(folder);
    try (var neighbourhood = new Neighbourhood()) {
      assertTokensArrived(neighbourhood.withAgent(application, way.jdk, cache.training()));
      cache.assemble(more -> neighbourhood.withAgent(application, way.jdk, more).result());

      for (int i = 0; i < STARTS; i++) {
        var visit = neighbourhood.withAgent(application, way.jdk, cache.use());

        assertEquals(List.of(), visit.result().complaints());
        assertTokensArrived(visit);
      }
    }
  }

  private Fork managed(Way way, List<String> flags, List<String> more) {
    return onCloudRun(way.jdk).flags(flags).flags(more).agent(AUDIENCES).program("Managed", OKHTTP);
  }

  private static void assertTokensArrived(Neighbourhood.Visit visit) {
    var hosts = new TreeSet<String>();
    for (var request : visit.received()) {
      hosts.add(request.host());
      assertEquals(200, request.status(), request::toString);
      assertEquals(
          Neighbourhood.PRIVATE_HOSTS.contains(request.host())
              ? Optional.of("https://" + request.host())
              : Optional.empty(),
          request.audience());
    }
    assertTrue(hosts.containsAll(Neighbourhood.PRIVATE_HOSTS), hosts::toString);
  }

  private static void assertAnswered(Dialogue application) {
    for (var call : CALLS) {
      var answer = application.ask(call);
      assertTrue(answer.startsWith("200 "), answer);
    }
  }

  /** How a cache is made, and for which JDK. */
  record Way(Steps steps, Jdk jdk) {

    AotCache cache(Path folder) {
      return new AotCache(steps, folder.resolve("app.aot"));
    }
  }
}
