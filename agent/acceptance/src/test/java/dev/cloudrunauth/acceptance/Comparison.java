package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.acceptance.Situation.Case;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The same calls without the agent, to services that are open to all, and with it, to services that
 * want a token.
 */
final class Comparison {

  private record Key(Client client, Situation situation) {}

  /** What the application has seen of a call, and what has reached a server. */
  private record Answered(String answer, List<Hop> hops) {}

  private final Map<Key, List<Integer>> calls = new HashMap<>();
  private final List<Case> cases = new ArrayList<>();
  private final List<String> withoutAgent;
  private final List<String> withAgent;
  private final Site open;
  private final Site closed;
  private final Run without;
  private final Run with;
  private final Map<Integer, Answered> again;

  /** Makes all calls that there are for a JDK. */
  Comparison(Jdk jdk, List<Client> clients, List<Situation> situations) {
    try (var openSite = Site.withPublicServices();
        var closedSite = Site.withPrivateServices()) {
      open = openSite;
      closed = closedSite;
      withoutAgent = lines(jdk, clients, situations, open);
      withAgent = lines(jdk, clients, situations, closed);
      without = Run.of(jdk, open, false, clients, withoutAgent);
      with = Run.of(jdk, closed, true, clients, withAgent);
    }
    again = again(jdk, clients, situations);
  }

  /**
   * The calls that failed without the agent, made once more: some versions of clients lose one in
   * thousands by themselves. With the agent no call is made twice.
   */
  private Map<Integer, Answered> again(Jdk jdk, List<Client> clients, List<Situation> situations) {
    var failed =
        IntStream.range(0, cases.size())
            .filter(number -> !without.answers().get(number).contains(cases.get(number).answer()))
            .boxed()
            .toList();
    var repeated = new HashMap<Integer, Answered>();
    if (!failed.isEmpty()) {
      try (var site = Site.withPublicServices()) {
        var lines = lines(jdk, clients, situations, site);
        var run = Run.of(jdk, site, false, clients, failed.stream().map(lines::get).toList());
        for (int i = 0; i < failed.size(); i++) {
          int number = failed.get(i);
          var hops = run.received(number).stream().map(request -> new Hop(request, site)).toList();
          repeated.put(number, new Answered(run.answers().get(i), hops));
        }
      }
    }
    return repeated;
  }

  private List<String> lines(Jdk jdk, List<Client> clients, List<Situation> situations, Site site) {
    var lines = new ArrayList<String>();
    cases.clear();
    calls.clear();
    for (var client : clients) {
      for (var situation : situations) {
        var numbers = calls.computeIfAbsent(new Key(client, situation), key -> new ArrayList<>());
        if (situation.exclusion(client, jdk).isEmpty()) {
          for (var variant : situation.variants().of(client, jdk, site)) {
            int number = cases.size();
            numbers.add(number);
            cases.add(variant);
            lines.add(client + "|" + numbered(variant.call(), number));
          }
        }
      }
    }
    return lines;
  }

  /** Each call has paths of its own, by which it is known again. */
  private static String numbered(String call, int number) {
    return call.replace("@", "/" + number + "/").replace("%40", "%2F" + number + "%2F");
  }

  /** What the agent said, and whatever else there is on standard error; nothing, that is. */
  List<String> told() {
    return with.told();
  }

  /** The audiences of all requests for an ID token, one for each request. */
  List<String> audiencesAskedFor() {
    return with.mints();
  }

  /** Every byte that reached the site that keeps them. */
  List<String> raw() {
    return with.raw();
  }

  List<String> rawWithoutAgent() {
    return without.raw();
  }

  /** What proxies were asked. */
  List<String> connects() {
    return with.connects();
  }

  List<String> connectsWithoutAgent() {
    return without.connects();
  }

  /** Compares all calls of a client in a situation, and returns how many there were. */
  int check(Client client, Situation situation) {
    var numbers = calls.getOrDefault(new Key(client, situation), List.of());
    for (int number : numbers) {
      try {
        check(number, cases.get(number));
      } catch (AssertionError e) {
        throw new AssertionError(withAgent.get(number) + "\n" + e.getMessage(), e);
      }
    }
    return numbers.size();
  }

  private void check(int number, Case variant) {
    var expected = answeredWithoutAgent(number);
    assertEquals(expected.answer, with.answers().get(number));
    assertTrue(
        with.answers().get(number).contains(variant.answer()),
        () ->
            "the application has not seen '"
                + variant.answer()
                + "' in "
                + with.answers().get(number));
    var hops = with.received(number).stream().map(request -> new Hop(request, closed)).toList();
    assertTrue(hops.size() >= variant.requests(), () -> "too few requests: " + hops);
    assertEquals(
        expected.hops.stream().map(Hop::toString).toList(),
        hops.stream().map(Hop::toString).toList());
    for (int hop = 0; hop < hops.size(); hop++) {
      hops.get(hop).checkToken(expected.hops.get(hop));
    }
  }

  private Answered answeredWithoutAgent(int number) {
    var repeated = again.get(number);
    return repeated != null
        ? repeated
        : new Answered(
            without.answers().get(number),
            without.received(number).stream().map(request -> new Hop(request, open)).toList());
  }
}
