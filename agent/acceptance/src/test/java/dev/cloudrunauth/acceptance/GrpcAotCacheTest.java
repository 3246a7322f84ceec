package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.acceptance.AotCache.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
  private static final List<String> WOVEN =
      List.of(
          "io.grpc.internal.CallCredentialsApplyingTransportFactory$CallCredentialsApplyingTransport",
          "io.grpc.netty.shaded.io.grpc.netty.NettyClientStream$Sink");

  /** Trained without the agent on the oldest, and with it on the newest. */
  static Stream<Jdk> thatCache() {
    var jdks = Jdk.found().stream().filter(jdk -> jdk.release() >= 25).toList();
    return jdks.isEmpty()
        ? Stream.of()
        : Stream.of(jdks.get(0), jdks.get(jdks.size() - 1)).distinct();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("thatCache")
  void callsByCachedClassesGetTokens(Jdk jdk) throws IOException {
    for (boolean isWithAgent : List.of(false, true)) {
      var cache = new AotCache(Steps.ONE, folder.resolve(isWithAgent + ".aot"));
      var training = onCloudRun(jdk).flags(cache.training());
      call(
          isWithAgent
              ? training.agent(AUDIENCES)
              : training.flags(List.of("--add-modules=java.instrument")));
      assertTrue(Files.exists(cache.file()), "a cache was made");
      cloudRun.clear();
      var loading = folder.resolve(isWithAgent + ".txt");

      var result =
          call(
              onCloudRun(jdk)
                  .flags(cache.use())
                  .flags(List.of("-Xlog:class+load:file=" + loading))
                  .agent(AUDIENCES));

      assertEquals(
          List.of("OK 1", "OK 1", "tokens seen: []"), result.out(), result.err().toString());
      assertTokensArrived(2);
      var loaded = Files.readString(loading);
      assertTrue(loaded.contains("io.grpc.CallOptions source: shared objects file"), "archived");
      for (var woven : WOVEN) {
        System.err.println(
            jdk
                + " "
                + isWithAgent
                + " "
                + loaded.lines().filter(l -> l.contains(woven + " ")).toList());
      }
    }
  }

  private static Fork.Result call(Fork fork) {
    return fork.main("com.example.grpc.Caller", TRANSPORT.jars(), CALL, CALL).run();
  }
}
