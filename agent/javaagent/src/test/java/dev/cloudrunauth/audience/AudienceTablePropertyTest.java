package dev.cloudrunauth.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Random tables are asked for random and for mutated hosts, and must answer like the naive
 * transcription of the Matching table at the end of this file, and never match what it does not.
 */
class AudienceTablePropertyTest {
  private static final String CLIENT_ID = "client-id";

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void answersLikeTheNaiveReading(
      @ForAll("tables") List<Line> lines, @ForAll("requests") Request request) {
    Destination found = table(lines).find(request.scheme, request.host, request.port);
    assertEquals(naive(lines, request), found == null ? null : found.audience().aud());
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void aDistortedHostNeverGetsMoreThanTheNaiveReadingGives(
      @ForAll("tables") List<Line> lines,
      @ForAll("requests") Request request,
      @ForAll("distortions") Distortion distortion) {
    var distorted = new Request(request.scheme, distortion.of(request.host), request.port);
    Destination found = table(lines).find(distorted.scheme, distorted.host, distorted.port);
    assertEquals(naive(lines, distorted), found == null ? null : found.audience().aud());
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void noTextMakesItThrow(
      @ForAll("tables") List<Line> lines,
      @ForAll String scheme,
      @ForAll String host,
      @ForAll int port) {
    AudienceTable table = table(lines);
    table.find(scheme, host, port);
    assertEquals(null, table.find("https", host + ".run.app\u212a", port));
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void amongManyWildcardsTheLongestIsFound(
      @ForAll("manyWildcards") List<Line> lines, @ForAll("manyRequests") List<Request> requests) {
    AudienceTable table = table(lines);
    for (int round = 0; round < 2; round++) {
      for (Request request : requests) {
        Destination found = table.find(request.scheme, request.host, request.port);
        var match = table.match(request.scheme, request.host, request.port);
        String aud = naive(lines, request);
        assertEquals(aud, found == null ? null : found.audience().aud(), request::toString);
        assertEquals(
            aud == null ? null : naiveRule(lines, aud),
            match == null ? null : match.rule().pattern(),
            request::toString);
        assertTrue(found == null || table.mayFind(request.host));
      }
    }
  }

  @Provide
  Arbitrary<List<Line>> manyWildcards() {
    return Combinators.combine(
            Arbitraries.of("*", "*", "*", "*", "x"), suffixes(), Arbitraries.of(443, 443, 8443))
        .as((start, suffix, port) -> new Line(start + suffix, port, null))
        .list()
        .uniqueElements(line -> line.host() + line.port)
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<Request>> manyRequests() {
    return Combinators.combine(
            Arbitraries.of("", "", "", "t---", "T---", "t---u---", "b.", "-"),
            Arbitraries.of("x", "x", "x", "X", "y.x", "y-x", "a-b.a", ""),
            suffixes(),
            Arbitraries.of(true, true, false),
            Arbitraries.of(-1, 443, 8443, 80))
        .as(
            (tag, start, suffix, isLower, port) ->
                new Request(
                    "https",
                    tag + start + (isLower ? suffix : suffix.toUpperCase(Locale.ROOT)),
                    port))
        .list()
        .ofMaxSize(30);
  }

  /** With many parts in common. */
  private static Arbitrary<String> suffixes() {
    var labels = Arbitraries.of("a", "b", "a-b", "b-1", "a--b").list().ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.of(".", ".a.", "-1.", "-a-1.", "-b."),
            labels,
            Arbitraries.of("run.app", "us.run.app", "b.a", "a.b-a", "example.com"))
        .as(
            (start, middle, domain) ->
                start + (middle.isEmpty() ? "" : String.join(".", middle) + ".") + domain);
  }

  @Provide
  Arbitrary<List<Line>> tables() {
    Arbitrary<Integer> ports = Arbitraries.of(443, 443, 443, 8443);
    Arbitrary<String> suffixes =
        Arbitraries.of(
            ".run.app", ".a.run.app", "-1.us.run.app", "-h-uc.a.run.app", ".example.com");
    Arbitrary<Line> wildcards =
        Combinators.combine(suffixes, ports)
            .as((suffix, port) -> new Line("*" + suffix, port, null));
    Arbitrary<Line> origins =
        Combinators.combine(serviceHosts(), ports).as((host, port) -> new Line(host, port, null));
    Arbitrary<Line> hosts =
        Combinators.combine(serviceHosts(), ports)
            .as((host, port) -> new Line(host, port, CLIENT_ID));
    return Arbitraries.oneOf(wildcards, origins, hosts)
        .list()
        .uniqueElements(line -> line.host() + line.port)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<Request> requests() {
    return Combinators.combine(
            Arbitraries.of("https", "https", "https", "HTTPS", "http"),
            Arbitraries.of("", "", "t---", "my-tag---", "a---b---", "t----", "t--", "x.t---"),
            serviceHosts(),
            Arbitraries.of(-1, 443, 8443, 80))
        .as((scheme, tag, host, port) -> new Request(scheme, tag + host, port));
  }

  @Provide
  Arbitrary<Distortion> distortions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(
                "", "A", ".", "-", "---", "*", "@", "/", "%2e", "\0", " ", "é", "\u212a", "。"))
        .as(Distortion::new);
  }

  private static Arbitrary<String> serviceHosts() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "orders", "Orders", "x-y", "1"),
            Arbitraries.of("", "-1", "-11", "-h-uc"),
            Arbitraries.of(
                ".us.run.app",
                ".a.run.app",
                ".run.app",
                ".example.com",
                ".run.app.evil.com",
                "evilrun.app"))
        .as((service, project, domain) -> service + project + domain);
  }

  private static AudienceTable table(List<Line> lines) {
    return new AudienceTable(lines.stream().map(Line::rule).toList());
  }

  /** Slow, allocating, and straight from the table: which audience, or {@code null}. */
  private static @Nullable String naive(List<Line> lines, Request request) {
    String host = request.host.toLowerCase(Locale.ROOT);
    int port = request.port == -1 ? 443 : request.port;
    boolean plain = request.host.matches("[A-Za-z0-9.-]*");
    if (!request.scheme.equalsIgnoreCase("https") || !plain || !isHost(host)) {
      return null;
    }
    for (Line line : lines) {
      if (line.port == port && line.host().equals(host)) {
        return line.audience != null ? line.audience : origin(host, port);
      }
    }
    if (host.endsWith(".run.app") && firstLabel(host).contains("---")) {
      String[] parts = host.split("---", 2);
      if (parts[1].startsWith("-") || firstLabel(parts[1]).contains("---")) {
        return null;
      }
      host = parts[1];
    }
    for (Line line : lines) {
      if (line.port == port && line.host().equals(host) && line.audience == null) {
        return origin(host, port);
      }
    }
    for (Line line : lines) {
      String any = line.pattern.startsWith("*.") ? ".+" : "[^.]+";
      if (line.port == port
          && line.pattern.startsWith("*")
          && host.matches(any + Pattern.quote(line.pattern.substring(1)))) {
        return origin(host, port);
      }
    }
    return null;
  }

  /** The pattern of the line that means the origin of an audience: itself, or the longest. */
  private static String naiveRule(List<Line> lines, String aud) {
    String longest = "";
    for (Line line : lines) {
      String pattern = origin(line.host(), line.port);
      String any = line.pattern.startsWith("*.") ? ".+" : "[^.]+";
      if (pattern.equals(aud)) {
        return pattern;
      }
      if (pattern.length() > longest.length()
          && aud.matches(Pattern.quote(pattern).replace("*", "\\E" + any + "\\Q"))) {
        longest = pattern;
      }
    }
    return longest;
  }

  private static String firstLabel(String host) {
    return host.substring(0, host.indexOf('.'));
  }

  private static boolean isHost(String host) {
    for (String label : host.split("\\.", -1)) {
      if (!label.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
        return false;
      }
    }
    return true;
  }

  private static String origin(String host, int port) {
    return "https://" + host + (port == 443 ? "" : ":" + port);
  }

  record Line(String pattern, int port, @Nullable String audience) {
    String host() {
      return pattern.toLowerCase(Locale.ROOT);
    }

    AudienceRule rule() {
      try {
        return audience == null
            ? AudienceRule.parse(origin(pattern, port), null, OnFailure.FAIL)
            : AudienceRule.fixed(
                Origin.parseHost(pattern + ":" + port),
                new Destination(new Audience(audience, null), OnFailure.FAIL));
      } catch (InvalidOriginException e) {
        throw new AssertionError(pattern, e);
      }
    }
  }

  record Request(String scheme, String host, int port) {}

  record Distortion(int position, int length, String replacement) {
    String of(String host) {
      int from = Math.min(position, host.length());
      int to = Math.min(from + length, host.length());
      return host.substring(0, from) + replacement + host.substring(to);
    }
  }
}
