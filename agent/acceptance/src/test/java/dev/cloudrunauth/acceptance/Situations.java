package dev.cloudrunauth.acceptance;

import static java.util.Locale.ROOT;

import dev.cloudrunauth.acceptance.Situation.Case;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What applications do that call services of their own, and others. */
final class Situations {

  static final String HTTP_1 = "HTTP/1.1";
  static final String HTTP_2 = "HTTP/2";
  static final List<String> METHODS = List.of("GET", "POST");
  static final String OWN = " Authorization:Basic_dTpw";

  private static final String OWN_SERVERLESS = " X-Serverless-Authorization:Basic_dTpw";

  private Situations() {}

  static List<Situation> all() {
    return Stream.of(
            List.of(
                Situation.of("calls to services", Situations::calls),
                Situation.of("calls elsewhere", Situations::elsewhere)),
            Redirects.all(),
            ownHeaders(),
            Connections.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> calls(Client client, Jdk jdk, Site site) {
    var cases = new ArrayList<Case>();
    for (var mode : client.modes()) {
      for (var protocol : client.protocols()) {
        for (var method : METHODS) {
          for (var origin : List.of(site.orders(), site.regional())) {
            cases.add(Case.hello(mode, protocol, method, origin + "@ok?a=b"));
          }
        }
      }
    }
    return cases;
  }

  private static List<Case> elsewhere(Client client, Jdk jdk, Site site) {
    var cases = new ArrayList<Case>();
    for (var mode : client.modes()) {
      for (var protocol : client.protocols()) {
        for (var method : METHODS) {
          for (var own : List.of("", OWN)) {
            cases.add(Case.hello(mode, protocol, method, site.foreign() + "@ok" + own));
            cases.add(Case.hello(mode, protocol, method, site.plain() + "@ok" + own));
          }
        }
      }
      cases.add(Case.unseen(mode + " HTTP/1.1 GET " + site.raw() + "@raw", "response 200 "));
      cases.add(Case.unseen(mode + " HTTP/1.1 POST " + site.raw() + "@raw" + OWN, "response 200 "));
    }
    return cases;
  }

  private static List<Situation> ownHeaders() {
    return List.of(
        Situation.of("own headers", Situations::ownHeaders),
        Situation.of(
            "own headers by an interceptor",
            Situations::headersByInterceptors,
            Feature.INTERCEPTORS),
        Situation.of("own headers by an Authenticator", Situations::logins, Feature.LOGIN),
        Situation.of("a cache on disk", Situations::cached, Feature.CACHE),
        Situation.of("push promises", Situations::pushes, Feature.PUSH));
  }

  private static List<Case> ownHeaders(Client client, Jdk jdk, Site site) {
    var cases = new ArrayList<Case>();
    for (var protocol : client.protocols()) {
      for (var own :
          List.of(
              OWN,
              OWN.toLowerCase(ROOT),
              " AUTHORIZATION:Basic_dTpw",
              OWN_SERVERLESS,
              OWN_SERVERLESS.toLowerCase(ROOT),
              " X-SERVERLESS-AUTHORIZATION:Basic_dTpw",
              OWN + OWN_SERVERLESS,
              " X-Serverless-authorization:Bearer_a.b.c" + " authorization:Bearer_d.e.f")) {
        var mode = client.mode(cases.size());
        cases.add(Case.answered(mode, protocol, "GET", site.open() + "@ok" + own));
      }
    }
    return cases;
  }

  private static List<Case> headersByInterceptors(Client client, Jdk jdk, Site site) {
    var cases = new ArrayList<Case>();
    for (var protocol : client.protocols()) {
      for (var where : List.of(" +app=", " +net=")) {
        for (var own : List.of(OWN, OWN_SERVERLESS, " authorization:Bearer_a.b.c")) {
          var option = where + own.strip();
          cases.add(Case.answered(client.mode(0), protocol, "GET", site.open() + "@ok" + option));
        }
        var both = where + OWN.strip() + where + OWN_SERVERLESS.strip();
        cases.add(Case.answered(client.mode(1), protocol, "GET", site.open() + "@ok" + both));
      }
    }
    return cases;
  }

  /** The second call of each has the password without being asked for it, in some clients. */
  private static List<Case> logins(Client client, Jdk jdk, Site site) {
    return client.protocols().stream()
        .map(
            protocol ->
                new Case(
                    client.mode(0)
                        + " "
                        + protocol
                        + " GET "
                        + site.orders()
                        + "@login +authenticator +twice",
                    3,
                    "body welcome"))
        .toList();
  }

  private static List<Case> cached(Client client, Jdk jdk, Site site) {
    return client.protocols().stream()
        .flatMap(
            protocol ->
                Stream.of("", OWN)
                    .map(
                        own ->
                            new Case(
                                client.mode(0)
                                    + " "
                                    + protocol
                                    + " GET "
                                    + site.orders()
                                    + "@cached +cache +twice"
                                    + own,
                                1,
                                "cache response")))
        .toList();
  }

  private static List<Case> pushes(Client client, Jdk jdk, Site site) {
    return List.of(
        new Case(
            client.mode(1) + " HTTP/2 GET " + site.orders() + "@push +push", 2, "push.body hello"));
  }
}
