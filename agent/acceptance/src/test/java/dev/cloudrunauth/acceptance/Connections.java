package dev.cloudrunauth.acceptance;

import static dev.cloudrunauth.acceptance.Situations.HTTP_1;
import static dev.cloudrunauth.acceptance.Situations.HTTP_2;
import static dev.cloudrunauth.acceptance.Situations.ONLY_HTTP_1;
import static java.util.function.Predicate.not;

import dev.cloudrunauth.acceptance.Situation.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies between an application and its servers, and how they speak. */
final class Connections {

  private Connections() {}

  static List<Situation> all() {
    return List.of(
        Situation.of("HTTP/2", Connections::http2)
            .unless(
                client -> client.isOkHttpBefore("3.8"),
                "OkHttp spoke no HTTP/2 on a JDK as it is before 3.6")
            .unless(Client::isHttpUrlConnection, ONLY_HTTP_1),
        Situation.of("proxy", Connections::proxied),
        Situation.of("proxy with a password", Connections::proxiedWithPassword)
            .unless(
                client -> client.isOkHttpBefore("3.4"),
                "OkHttp 3.0 logs in on the connection that the proxy closes with its 407"),
        Situation.of("WebSocket", Connections::sockets)
            .unless(
                client -> client.isOkHttpBefore("3.5"),
                "OkHttp has WebSockets in a library of their own before 3.5")
            .unless(Client::isHttpUrlConnection, "HttpURLConnection has no WebSockets"),
        Situation.of("duplex body", Connections::duplex)
            .unless(not(Client::isOkHttp), "the JDK's clients have no duplex bodies")
            .unless(client -> client.isOkHttpBefore("3.14"), "OkHttp before 3.14 has none"),
        Situation.of("streamed body", Connections::uploads),
        Situation.of("body of a fixed length", Connections::fixed)
            .unless(not(Client::isHttpUrlConnection), "it is no way of its own to send a body"),
        Situation.of("Expect: 100-continue", Connections::expectations),
        Situation.of("connection lost, tried again", Connections::retries),
        Situation.of("coalesced connection", Connections::coalesced)
            .unless(not(Client::isOkHttp), "the JDK's clients have a connection for each host")
            .unless(
                client -> client.isOkHttpBefore("3.12"),
                "OkHttp before 3.11 does not tell which connection it takes"),
        Situation.of("nobody answers", Connections::failures));
  }

  private static List<Case> http2(Client client, Jdk jdk, Site site) {
    var spoken = client.isJavaNetHttp() ? "response 200 HTTP_2" : "response 200 h2";
    return client.modes().stream()
        .map(mode -> new Case(mode + " HTTP/2 GET " + site.orders() + "@ok", 1, spoken))
        .toList();
  }

  private static List<Case> proxied(Client client, Jdk jdk, Site site) {
    var proxy = " +proxy=" + site.proxyPort();
    var cases = new ArrayList<Case>();
    for (var protocol : client.protocols()) {
      var mode = client.modes().get(cases.size() % client.modes().size());
      for (var origin :
          List.of(
              site.ordersBehindProxy(),
              site.tagBehindProxy(),
              site.regionalBehindProxy(),
              site.foreignBehindProxy(),
              site.plainBehindProxy())) {
        cases.add(Case.hello(mode, protocol, "GET", origin + "@ok" + proxy));
        cases.add(Case.hello(mode, protocol, "POST", origin + "@ok" + proxy));
      }
    }
    // In clear text first, and then through a tunnel.
    var redirected = site.ordersOverHttpBehindProxy() + "@ok" + proxy;
    cases.add(Case.answered(client.modes().get(0), HTTP_1, "GET", redirected));
    return cases;
  }

  private static List<Case> proxiedWithPassword(Client client, Jdk jdk, Site site) {
    var proxy = " +authenticator +proxy=" + site.strictProxyPort();
    return client.protocols().stream()
        .flatMap(
            protocol ->
                Stream.of(site.ordersBehindProxy(), site.foreignBehindProxy())
                    .map(
                        origin ->
                            Case.hello(
                                client.modes().get(0), protocol, "GET", origin + "@ok" + proxy)))
        .toList();
  }

  private static List<Case> sockets(Client client, Jdk jdk, Site site) {
    return Stream.of(site.orders(), site.regional(), site.foreign())
        .map(origin -> new Case("socket HTTP/1.1 GET " + origin + "@socket", 1, "socket hello"))
        .toList();
  }

  private static List<Case> duplex(Client client, Jdk jdk, Site site) {
    return client.modes().stream()
        .map(mode -> Case.hello(mode, HTTP_2, "POST", site.orders() + "@ok +duplex"))
        .toList();
  }

  private static List<Case> uploads(Client client, Jdk jdk, Site site) {
    return post(client, site, "@ok +upload");
  }

  private static List<Case> fixed(Client client, Jdk jdk, Site site) {
    return post(client, site, "@ok +fixed");
  }

  private static List<Case> expectations(Client client, Jdk jdk, Site site) {
    return post(client, site, "@ok +expect");
  }

  private static List<Case> post(Client client, Site site, String rest) {
    return client.modes().stream()
        .flatMap(
            mode ->
                client.protocols().stream()
                    .map(protocol -> Case.hello(mode, protocol, "POST", site.orders() + rest)))
        .toList();
  }

  private static List<Case> retries(Client client, Jdk jdk, Site site) {
    return client.modes().stream()
        .map(
            mode ->
                new Case(mode + " HTTP/1.1 GET " + site.orders() + "@retry", 2, "response 200 "))
        .toList();
  }

  /** All hosts are at one address and have one certificate, as those of Cloud Run. */
  private static List<Case> coalesced(Client client, Jdk jdk, Site site) {
    return List.of(
        Case.hello("execute", HTTP_2, "GET", site.orders() + "@ok"),
        new Case(
            "execute HTTP/2 GET " + site.billing() + "@ok",
            1,
            "connectionAcquired https://orders-"),
        new Case(
            "enqueue HTTP/2 GET " + site.foreign() + "@ok",
            1,
            "connectionAcquired https://orders-"));
  }

  private static List<Case> failures(Client client, Jdk jdk, Site site) {
    return client.modes().stream()
        .flatMap(
            mode ->
                Stream.of(site.closed(), site.nowhere())
                    .map(origin -> Case.unseen(mode + " HTTP/1.1 GET " + origin + "@", "failure ")))
        .toList();
  }
}
