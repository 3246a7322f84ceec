package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one class of ours that all code in the process can see. */
class HookTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  static List<Jdk> outermost() {
    return Jdk.outermost();
  }

  @ParameterizedTest
  @MethodSource("outermost")
  void nobodyInTheProcessReplacesWhatWovenCodeCalls(Jdk jdk) {
    try (var cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS).handler(new EchoService()))
            .start()) {
      var result =
          Fork.on(jdk)
              .agent("audiences=" + ORDERS)
              .flags(cloudRun.jvmFlags())
              // Java 11 only warns otherwise, and lets everybody in.
              .flags(List.of("--illegal-access=deny").subList(0, jdk.release() < 17 ? 1 : 0))
              .environment(cloudRun.environment())
              .program(
                  "Intruder",
                  List.of(),
                  "send HTTP/1.1 GET " + ORDERS + "/",
                  "connection HTTP/1.1 GET " + ORDERS + "/")
              .run();

      assertEquals(
          List.of(
              "200 HTTP_1_1",
              "200 HTTP_1_1",
              "0 fields are public",
              "adapters is private static volatile",
              "adapters: java.lang.reflect.InaccessibleObjectException",
              "jdk.internal.net.http is closed",
              "jdk.internal.net.http.common is closed",
              "sun.net.www.http is closed",
              "sun.net.www is closed"),
          result.out(),
          result.err().toString());
    }
  }
}
