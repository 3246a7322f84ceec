package com.example.untouched;

import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Time-outs and failures of the connection. */
final class JdkFailures {

  /** Over before anything could be answered that is not. */
  private static final Duration SOON = Duration.ofMillis(200);

  /** Over when a token has been waited for. */
  private static final Duration LATER = Duration.ofSeconds(2);

  private JdkFailures() {}

  static void make(Probes probes) throws Exception {
    for (var way : JdkWay.values()) {
      make(probes, way, ", " + way);
    }
  }

  private static void make(Probes probes, JdkWay way, String by) throws Exception {
    probes.make("request.timeout" + by, (service, seen) -> hang(way, LATER, service, seen));
    probes.make(
        "request.timeout while tokens are out" + by,
        (service, seen) -> {
          service.stopTokens();
          try {
            hang(way, SOON, service, seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "the answer breaks off" + by,
        (service, seen) -> {
          // Over HTTP/2 the exception depends on which of the JDK's threads notices it first.
          var client = way.builder().version(Version.HTTP_1_1).build();
          way.look(client, get(service, "/broken"), seen);
        });
    probes.make(
        "an unknown certificate" + by,
        (service, seen) ->
            way.look(
                way.builder().sslContext(TrustNobody.context()).build(),
                get(service, "/hello"),
                seen));
    probes.makeWhereNobodyListens(
        "connection refused" + by,
        (service, seen) -> way.look(way.builder().build(), get(service, "/hello"), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout" + by,
        (service, seen) ->
            way.look(way.builder().connectTimeout(SOON).build(), get(service, "/hello"), seen));
    probes.makeWhereNobodyAccepts(
        "request.timeout while it connects" + by,
        (service, seen) ->
            way.look(way.builder().build(), get(service, "/hello").timeout(LATER), seen));
  }

  private static HttpRequest.Builder get(Service service, String path) {
    return HttpRequest.newBuilder(service.uri(path));
  }

  private static void hang(JdkWay way, Duration timeout, Service service, Seen seen)
      throws Exception {
    var client = JdkWay.opened(way.builder().build(), service);
    way.look(client, get(service, "/hang").timeout(timeout), seen);
  }
}
