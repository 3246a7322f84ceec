package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.acceptance.AotCache.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls over gRPC whose classes come from an AOT cache, as {@link ArchivedClassesTest} has it. */
class GrpcAotCacheTest extends StartMode {

  private static final GrpcTransport TRANSPORT =
      GrpcTransport.newest().stream()
          .filter(each -> each.name().contains("netty-shaded"))
          .findFirst()
          .orElseThrow();
  private static final String CALL =
      "unary blocking " + ORDERS.substring("https://".length()) + ":443 hello";
  private static final List<String> WITH_AGENTS = List.of("--add-modules=java.instrument");
  private static final List<String> WOVEN =
      List.of(
          "io.grpc.internal.CallCredentialsApplyingTransportFactory$CallCredentialsApplyingTransport",
          "io.grpc.netty.shaded.io.grpc.netty.NettyClientStream$Sink");

  static Stream<Jdk> oldestThatCaches() {
    return Jdk.found().stream().filter(jdk -> jdk.release() >= 25).limit(1);
  }

  static Stream<Jdk> newestThatCaches() {
    return Jdk.found().stream()
        .filter(jdk -> jdk.release() >= 25)
        .reduce((older, newer) -> newer)
        .stream();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("oldestThatCaches")
  void classesOfACacheThatWasMadeWithoutTheAgentAreWoven(Jdk jdk) throws IOException {
    var cache = new AotCache(Steps.ONE, folder.resolve("app.aot"));
    train(cache, flags -> onCloudRun(jdk).flags(WITH_AGENTS).flags(flags));

    var loaded = callWithCache(jdk, cache);

    for (var woven : WOVEN) {
      assertTrue(loaded.contains(woven + " source: shared objects file"), woven);
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("newestThatCaches")
  void aCacheMayBeMadeWithTheAgent(Jdk jdk) throws IOException {
    var cache = new AotCache(Steps.TWO, folder.resolve("app.aot"));
    train(cache, flags -> onCloudRun(jdk).flags(flags).agent(AUDIENCES));

    callWithCache(jdk, cache);
  }

  private void train(AotCache cache, Function<List<String>, Fork> jvm) {
    call(jvm.apply(cache.training()));
    if (cache.steps() == Steps.TWO) {
      cache.assemble(flags -> call(jvm.apply(flags)));
    }
    cloudRun.clear();
  }

  private String callWithCache(Jdk jdk, AotCache cache) throws IOException {
    var loading = folder.resolve("loading.txt");
    var logged = List.of("-Xlog:class+load:file=" + loading);

    var result = call(onCloudRun(jdk).flags(cache.use()).flags(logged).agent(AUDIENCES));

    assertEquals(List.of("OK 1", "OK 1", "tokens seen: []"), result.out(), result.err().toString());
    assertEquals(List.of(), result.complaints());
    assertTokensArrived(2);
    var loaded = Files.readString(loading);
    assertTrue(loaded.contains("io.grpc.CallOptions source: shared objects file"), "archived");
    return loaded;
  }

  private static Fork.Result call(Fork fork) {
    return fork.main("com.example.grpc.Caller", TRANSPORT.jars(), CALL, CALL).run();
  }
}
