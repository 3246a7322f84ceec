package dev.cloudrunauth.acceptance;

import static dev.cloudrunauth.acceptance.Situations.HTTP_1;
import static dev.cloudrunauth.acceptance.Situations.HTTP_2;

import dev.cloudrunauth.acceptance.Situation.Case;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies between an application and its servers, and how they speak. */
final class Connections {

  private Connections() {}

  static List<Situation> all() {
    return List.of(
        Situation.of("HTTP/2", Connections::http2, Feature.HTTP_2),
        Situation.of("proxy", Connections::proxied),
        Situation.of(
            "proxy with a password", Connections::proxiedWithPassword, Feature.PROXY_PASSWORD),
        Situation.of("WebSocket", Connections::sockets, Feature.WEB_SOCKET),
        Situation.of("duplex body", Connections::duplex, Feature.DUPLEX_BODY),
        Situation.of("streamed body", Connections::uploads),
        Situation.of("body of a fixed length", Connections::fixed, Feature.FIXED_LENGTH_BODY),
        Situation.of("Expect: 100-continue", Connections::expectations),
        Situation.of(
            "Expect: 100-continue over HTTP/2",
            Connections::expectationsOverHttp2,
            Feature.EXPECTATION_OVER_HTTP_2),
        Situation.of("connection lost, tried again", Connections::retries, Feature.RETRY),
        Situation.of("coalesced connection", Connections::coalesced, Feature.COALESCED_CONNECTION),
        Situation.of("nobody answers", Connections::failures));
  }

  private static List<Case> http2(Client client, Jdk jdk, Site site) {
    var spoken = "response 200 " + client.kind().http2();
    return client.modes().stream()
        .map(mode -> new Case(mode + " HTTP/2 GET " + site.orders() + "@ok", 1, spoken))
        .toList();
  }

  private static List<Case> proxied(Client client, Jdk jdk, Site site) {
    var proxy = " +proxy=" + site.proxyPort();
    var cases = new ArrayList<Case>();
    for (var protocol : client.protocols()) {
      var mode = client.mode(cases.size());
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
    cases.add(Case.answered(client.mode(0), HTTP_1, "GET", redirected));
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
                            Case.hello(client.mode(0), protocol, "GET", origin + "@ok" + proxy)))
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
    return post(client, List.of(HTTP_1), site, "@ok +expect");
  }

  private static List<Case> expectationsOverHttp2(Client client, Jdk jdk, Site site) {
    return post(client, List.of(HTTP_2), site, "@ok +expect");
  }

  private static List<Case> post(Client client, Site site, String rest) {
    return post(client, client.protocols(), site, rest);
  }

  private static List<Case> post(Client client, List<String> protocols, Site site, String rest) {
    return client.modes().stream()
        .flatMap(
            mode ->
                protocols.stream()
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
        Case.hello(client.mode(0), HTTP_2, "GET", site.orders() + "@ok"),
        new Case(
            client.mode(0) + " HTTP/2 GET " + site.billing() + "@ok",
            1,
            "connectionAcquired https://orders-"),
        new Case(
            client.mode(1) + " HTTP/2 GET " + site.foreign() + "@ok",
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
