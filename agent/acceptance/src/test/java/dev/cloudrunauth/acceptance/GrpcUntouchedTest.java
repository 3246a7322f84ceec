package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.PrivateService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an application finds out about its calls over gRPC is the same without the agent and with
 * it: outcomes, what its interceptors and tracers are told and in which order, interceptors on
 * which threads. Each call has a service of its own, so that it waits for a token; made once more,
 * it has one at hand.
 */
class GrpcUntouchedTest {

  private static final List<String> MESSAGES = List.of("hello", "status_7_not_your_order");

  /** By one kind of call alone: it takes its time. */
  private static final String LATE = "unary async";

  static Stream<GrpcTransport> transports() {
    return GrpcTransport.typical().stream();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aCallIsWhatItIsWithoutTheAgent(GrpcTransport transport) {
    var calls = calls(transport);
    try (var open = site(calls, PrivateService::allowUnauthenticated);
        var closed = site(calls, UnaryOperator.identity())) {
      closed.metadataServer().misbehave(Fault.delay(Duration.ofMillis(50)));

      var without = fork(open, transport, calls).run();
      var with =
          fork(closed, transport, calls)
              .agent("log.level=error,audiences=https://*.a.run.app")
              .run();

      assertEquals(0, without.exit(), () -> String.join("\n", without.err()));
      assertEquals(2 * calls.size(), without.out().size());
      assertEquals(String.join("\n", without.out()), String.join("\n", with.out()));
      assertEquals(Fork.withoutTimes(without.err()), Fork.withoutTimes(with.complaints()));
      assertEquals(calls.size(), closed.metadataServer().idTokenRequests().size());
      assertEquals(open.received().size(), closed.received().size());
    }
  }

  /** Every way to call, and how a call can fail on the way back, by each kind of call. */
  private static List<String> calls(GrpcTransport transport) {
    var calls = new ArrayList<String>();
    for (var way : transport.ways()) {
      for (var message : MESSAGES) {
        calls.add(call(way, calls.size(), message));
      }
    }
    calls.add(call(LATE, calls.size(), "hang deadline=2000"));
    return calls;
  }

  private static String call(String way, int number, String message) {
    return way + " " + host(number) + ":443 " + message;
  }

  private static String host(int number) {
    return "s" + number + "-4fjx2k-uc.a.run.app";
  }

  private static LocalCloudRun site(List<String> calls, UnaryOperator<PrivateService> access) {
    var site = LocalCloudRun.builder();
    for (int i = 0; i < calls.size(); i++) {
      site.service(access.apply(PrivateService.at("https://" + host(i))));
    }
    return site.start();
  }

  private static Fork fork(LocalCloudRun site, GrpcTransport transport, List<String> calls) {
    return Fork.on(transport.jdk())
        .flags(site.jvmFlags())
        .environment(site.environment())
        .main("com.example.grpc.Untouched", transport.jars(), calls.toArray(String[]::new));
  }
}
