package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that the JVM takes from an archive: some are loaded before any agent is asked. */
class ArchivedClassesTest extends StartMode {

  private static final String WITH_AGENTS = "--add-modules=java.instrument";
  private static final String EARLY = "jdk.internal.net.http.Exchange source: shared objects file";
  private static final Set<String> WOVEN =
      Set.of(
          "okhttp3.internal.connection.Exchange",
          "okhttp3.internal.http.CallServerInterceptor",
          "okhttp3.internal.http1.Http1ExchangeCodec",
          "okhttp3.internal.http2.Http2ExchangeCodec");
  private static final String AT_REST = "no thread of the agent is left";

  static Stream<Jdk> oldestThatCaches() {
    return Jdk.found().stream().filter(jdk -> jdk.release() >= 25).limit(1);
  }

  static Stream<Jdk> newestThatCaches() {
    return Jdk.found().stream()
        .filter(jdk -> jdk.release() >= 24)
        .reduce((older, newer) -> newer)
        .stream();
  }

  static Stream<Jdk> outermostThatArchive() {
    return Stream.concat(Stream.of(Jdk.own()), newestThatCaches()).distinct();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("oldestThatCaches")
  void clientsThatAnAotCacheLoadsBeforeTheAgentAreWoven(Jdk jdk) throws IOException {
    var cache = folder.resolve("app.aot");
    train(onCloudRun(jdk).flags(List.of("-XX:AOTCacheOutput=" + cache, WITH_AGENTS)));

    var loaded = callWithCache(jdk, cache);

    int agent = indexOf(loaded, "dev.cloudrunauth.Agent source: ");
    assertTrue(indexOf(loaded, EARLY) < agent, "before premain");
    assertTrue(indexOf(loaded, "okhttp3.OkHttpClient source: shared objects file") < agent);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("newestThatCaches")
  void anAotCacheMayBeMadeInTwoStepsAndWithTheAgent(Jdk jdk) throws IOException {
    var recorded = folder.resolve("app.aotconf");
    var cache = folder.resolve("app.aot");
    var step = List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded);
    train(onCloudRun(jdk).flags(step).agent(AUDIENCES));
    step = List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recorded);
    var made =
        prompted(onCloudRun(jdk).flags(step).flags(List.of("-XX:AOTCache=" + cache, WITH_AGENTS)))
            .run();
    assertEquals(0, made.exit());

    var loaded = callWithCache(jdk, cache);

    indexOf(loaded, "com.example.caller.Prompted source: shared objects file");
    indexOf(loaded, "okhttp3.OkHttpClient source: shared objects file");
  }

  @ParameterizedTest
  @MethodSource("outermostThatArchive")
  void aClassDataArchiveServesAsBesideAnyAgent(Jdk jdk) throws IOException {
    var archive = folder.resolve("app.jsa");
    var use = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive));
    if (jdk.release() >= 19) {
      use.add("-XX:+AutoCreateSharedArchive");
      caller(onCloudRun(jdk).flags(use)).run();
    } else {
      caller(onCloudRun(jdk).flags(List.of("-XX:ArchiveClassesAtExit=" + archive))).run();
    }
    use.add(logOfLoading());
    cloudRun.clear();

    var with = caller(onCloudRun(jdk).flags(use).agent(AUDIENCES)).run();
    var fromArchive = fromArchive();
    assertTokensArrived(CALLS.size());
    var beside = caller(onCloudRun(jdk).flags(use).agent(idleAgent(), "")).run();

    assertEquals(withoutTimes(beside.err()), withoutTimes(with.complaints()));
    var lost = fromArchive();
    lost.removeAll(fromArchive);
    assertEquals(
        WOVEN, lost, "of all that comes from the archive beside an agent that does nothing");
  }

  private void train(Fork fork) {
    try (var application = prompted(fork).start()) {
      for (var call : CALLS) {
        application.ask(call);
      }
      application.end();
    }
    cloudRun.clear();
  }

  private List<String> callWithCache(Jdk jdk, Path cache) throws IOException {
    var fork =
        onCloudRun(jdk).flags(List.of("-XX:AOTCache=" + cache, logOfLoading())).agent(AUDIENCES);
    try (var application = prompted(fork).start()) {
      application.ask("listen");
      assertEquals(AT_REST, application.ask("rest"));
      assertEquals(List.of(), cloudRun.metadataServer().received(), "nothing is fetched so soon");
      for (var call : CALLS) {
        var answer = application.ask(call);
        assertTrue(answer.startsWith("200 "), answer);
      }
      assertEquals(AT_REST, application.ask("rest"));
      assertEquals(List.of(), application.end());
    }
    assertTokensArrived(CALLS.size());
    assertEquals(
        Set.of(ORDERS, STOCK),
        cloudRun.metadataServer().idTokenRequests().stream()
            .map(request -> request.audience().orElse("none"))
            .collect(Collectors.toSet()),
        "the first request has the others fetched ahead");
    return Files.readAllLines(loading());
  }

  private static Fork prompted(Fork fork) {
    return fork.program("Prompted", OKHTTP);
  }

  private Path loading() {
    return folder.resolve("loading.txt");
  }

  private String logOfLoading() {
    return "-Xlog:class+load:file=" + loading();
  }

  private Set<String> fromArchive() throws IOException {
    try (var lines = Files.lines(loading())) {
      return lines
          .filter(line -> line.contains("source: shared objects file"))
          .map(line -> line.replaceFirst("^.*] (\\S+) source.*$", "$1"))
          .filter(name -> name.startsWith("okhttp3.") || name.startsWith("com.example."))
          .collect(Collectors.toSet());
    }
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("no class was loaded as in: " + part);
  }

  private static List<String> withoutTimes(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("^\\[[0-9.,]+s]", "")).toList();
  }
}
