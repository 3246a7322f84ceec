package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first OkHttp that the agent weaves, without a proxy and so with ports in its URLs. */
class OldestOkHttpTest {

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void callsArriveWithATokenUnderAPortToo(Jdk jdk) {
    try (var cloudRun = LocalCloudRun.sample().start()) {
      var orders = "https://orders-4fjx2k-uc.a.run.app:" + cloudRun.httpsPort();
      var client = Client.okHttp().get(0);
      Coverage.ran(jdk, client);

      var result =
          Fork.on(jdk)
              .agent("audiences=" + orders)
              .flags(cloudRun.hostsFileFlags())
              .environment(cloudRun.environment())
              .program(
                  "Caller",
                  client.jars(),
                  "execute HTTP/1.1 GET " + orders + "/orders/1001",
                  "enqueue HTTP/1.1 GET " + orders + "/orders/1001")
              .run();

      assertEquals(List.of("200 http/1.1", "200 http/1.1"), result.out());
      assertEquals(List.of(), result.complaints());
      for (var request : cloudRun.received()) {
        assertEquals(orders, request.audience().orElse("no token"));
      }
    }
  }
}
