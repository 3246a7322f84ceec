package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a start costs, in what can be counted: classes that are loaded, and entries of the jar that
 * the JVM goes through. Counts are the same on every machine, as times are not.
 */
class StartUpCostTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  /** A thread, and a class that it has loaded. */
  private static final Pattern LOADED = Pattern.compile("\\[(\\d+)\\s*\\] (\\S+) source: .*");

  /**
   * The entry class, what it enters and what holds {@code main}, what watches for which clients,
   * and what finds strict.
   */
  private static final int MOST_BEFORE_MAIN = 9;

  /** Byte Buddy's class-file engine, where its own API would load several hundred. */
  private static final int MOST_TO_WEAVE = 45;

  /** Some twenty for each client. */
  private static final int MOST_ENTRIES = 1_000;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicNode> mainWaitsForAHandfulOfClasses() {
    return Jdk.outermost().stream()
        .map(
            jdk ->
                dynamicTest(
                    jdk.toString(),
                    () -> {
                      var loaded = loaded(jdk, "com.example.caller.Hello", "audiences=" + ORDERS);
                      var main = threadOf(loaded, "com.example.caller.Hello");
                      var ours =
                          loaded.stream()
                              .takeWhile(line -> !line.endsWith(" com.example.caller.Hello"))
                              .filter(line -> line.startsWith(main + " dev.cloudrunauth."))
                              .collect(Collectors.toCollection(ArrayList::new));
                      // Another thread looks for strict, before it does anything else.
                      ours.add(
                          from(loaded, "dev.cloudrunauth.").stream()
                              .filter(line -> !line.startsWith(main + " "))
                              .findFirst()
                              .orElseThrow());

                      assertTrue(
                          ours.get(ours.size() - 1).endsWith(".Strictness"), ours.toString());
                      assertTrue(ours.size() <= MOST_BEFORE_MAIN, ours.toString());
                      assertEquals(List.of(), from(loaded, "net.bytebuddy."));
                    }));
  }

  @TestFactory
  Stream<DynamicNode> aClientIsWovenWithTheClassFileEngineAlone() {
    return Jdk.outermost().stream()
        .map(
            jdk ->
                dynamicTest(
                    jdk.toString(),
                    () -> {
                      try (var cloudRun =
                          LocalCloudRun.builder().service(PrivateService.at(ORDERS)).start()) {
                        var log = folder.resolve("woven.log");
                        var origin = ORDERS + ":" + cloudRun.httpsPort();
                        var result =
                            Fork.on(jdk)
                                .flags(cloudRun.hostsFileFlags())
                                .flags(log(log))
                                .environment(cloudRun.environment())
                                .agent("audiences=" + origin)
                                .program("Caller", List.of(), "send HTTP/1.1 GET " + origin + "/")
                                .run();

                        assertEquals(List.of("200 HTTP_1_1"), result.out());
                        var engine = from(read(log), "net.bytebuddy.");
                        assertTrue(!engine.isEmpty(), "it was woven");
                        assertTrue(engine.size() <= MOST_TO_WEAVE, engine.toString());
                      }
                    }));
  }

  @Test
  void theDirectoryThatEachStartReadsIsShort() throws IOException {
    try (var jar = new JarFile(Fork.AGENT.toFile())) {
      assertTrue(jar.size() <= MOST_ENTRIES, jar.size() + " entries");
    }
  }

  private List<String> loaded(Jdk jdk, String main, String argument) throws IOException {
    var log = folder.resolve("loaded.log");
    var result = Fork.on(jdk).flags(log(log)).agent(argument).main(main, List.of()).run();
    assertEquals(0, result.exit());
    return read(log);
  }

  private static List<String> log(Path file) {
    return List.of("-Xlog:class+load:file=" + file + ":tid");
  }

  /** Each with its thread, in the order in which they were loaded. */
  private static List<String> read(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .map(LOADED::matcher)
          .filter(line -> line.matches())
          .map(line -> line.group(1) + " " + line.group(2))
          .collect(Collectors.toList());
    }
  }

  private static String threadOf(List<String> loaded, String className) {
    return loaded.stream()
        .filter(line -> line.endsWith(" " + className))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> from(List<String> loaded, String packages) {
    return loaded.stream().filter(line -> line.contains(" " + packages)).toList();
  }
}
