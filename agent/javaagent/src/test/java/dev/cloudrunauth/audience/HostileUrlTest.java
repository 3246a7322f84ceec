package dev.cloudrunauth.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * URLs and hosts that were made to be mistaken for a configured one. What the client libraries make
 * of them, and where they would connect, is asked of the libraries themselves; which of these hosts
 * is meant by the configuration is said once more at the end of this file, character by character.
 *
 * <p>{@code mvn verify -Djqwik.tries.default=10000000 -Dtest=HostileUrlTest} tries more of them; a
 * property that fails prints its seed.
 */
class HostileUrlTest {

  private static final String ORDERS = "orders-4fjx2k-uc.a.run.app";
  private static final String BILLING = "billing.example.com";
  private static final String PROJECT = "-123456789012.us-central1.run.app";
  private static final String DOMAIN = ".example.org";
  private static final int DOMAIN_PORT = 8443;
  private static final String CLIENT_ID = "client-id";

  /** Its lower case is a plain k. */
  private static final char KELVIN_SIGN = '\u212a';

  private static final int IN_ONE_TRY = 20;

  private static final AudienceTable TABLE = table();

  private static final List<String> ASKED = new ArrayList<>();
  private static final OkHttpClient OKHTTP =
      new OkHttpClient.Builder()
          .proxy(Proxy.NO_PROXY)
          .retryOnConnectionFailure(false)
          .dns(HostileUrlTest::ask)
          .build();

  private static final List<String> PIECES =
      List.of(
          "@",
          ":",
          "/",
          "//",
          "\\",
          "?",
          "#",
          "%",
          "%2e",
          "%2F",
          "%00",
          "%40",
          ".",
          "..",
          "-",
          "--",
          "---",
          "*",
          "\t",
          "\n",
          "\r",
          "\0",
          " ",
          "[",
          "]",
          "[::1]",
          "127.0.0.1",
          "0x7f.1",
          "evil.com",
          ".evil.com",
          "evil.com/",
          "evil.com#",
          "evil.com\\",
          "evil@",
          "user:pw@",
          ":443",
          ":0",
          ":65536",
          ":+443",
          ":0443",
          ":8443",
          ":-1",
          "xn--",
          "\u3002",
          "\uff0e",
          "\uff61",
          "\u212a",
          "\u017f",
          "\u00df",
          "\u0131",
          "\u0430",
          "\u2024",
          "\u00ad",
          "\u200b",
          "\u202e",
          "\ufeff",
          "\uff20",
          "\uff0f",
          "\u2044",
          "\ud83d\ude00",
          "\ud800",
          "A",
          "R",
          "K",
          "a---b---c",
          "t---",
          ";",
          "&",
          "=",
          "|",
          "^",
          "_",
          "~",
          "\"",
          "'",
          "<",
          ">",
          "{",
          "}",
          "$",
          ",",
          "!",
          "+",
          "http:",
          "https:",
          "javascript:");

  @Property(edgeCases = EdgeCasesMode.NONE)
  void javaNetHttpConnectsToTheHostThatWasJudged(@ForAll("urls") List<String> urls) {
    urls.forEach(HostileUrlTest::checkJavaNetHttp);
  }

  private static void checkJavaNetHttp(String url) {
    URI uri;
    try {
      uri = URI.create(url);
      // Refuses what the client would not send either.
      assertEquals(uri, HttpRequest.newBuilder(uri).build().uri());
    } catch (IllegalArgumentException notSent) {
      return;
    }
    var found = TABLE.find(uri.getScheme(), uri.getHost(), uri.getPort());
    judge(found, uri.getScheme(), uri.getHost(), uri.getPort());
    if (found != null) {
      // Where the URI itself names its host: after the user, before the port.
      var authority = uri.getRawAuthority();
      var hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
      assertEquals(uri.getHost(), hostAndPort.replaceFirst(":[0-9]*$", ""), url);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void okHttpConnectsToTheHostThatWasJudged(@ForAll("urls") List<String> urls) throws Exception {
    for (var url : urls) {
      checkOkHttp(url);
    }
  }

  private static void checkOkHttp(String text) throws Exception {
    var url = HttpUrl.parse(text);
    if (url == null) {
      return;
    }
    var found = TABLE.find(url.scheme(), url.host(), url.port());
    judge(found, url.scheme(), url.host(), url.port());
    if (found != null) {
      ASKED.clear();
      try (var response = OKHTTP.newCall(new Request.Builder().url(text).build()).execute()) {
        throw new AssertionError("connected to " + response);
      } catch (UnknownHostException asIntended) {
        assertEquals(List.of(url.host()), ASKED, text);
      }
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aHostMatchesIfTheConfigurationMeansItAndNotOtherwise(
      @ForAll("schemes") String scheme,
      @ForAll("hosts") List<String> hosts,
      @ForAll("ports") int port) {
    for (var host : hosts) {
      judge(TABLE.find(scheme, host, port), scheme, host, port);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aTextIsReadAsAnOriginWithThatVeryHostOrRefused(@ForAll("urls") List<String> texts) {
    texts.forEach(HostileUrlTest::checkConfigured);
  }

  private static void checkConfigured(String text) {
    for (var line : List.of(text, text.replaceFirst("https://", "https://*."))) {
      try {
        var pattern = AudienceRule.parse(line, null, OnFailure.FAIL).pattern();
        // What is read is canonical: reading it again changes nothing, and its host is in the text.
        assertEquals(pattern, AudienceRule.parse(pattern, null, OnFailure.FAIL).pattern());
        assertTrue(pattern.matches("https://[*]?[a-z0-9.-]+(:[1-9][0-9]*)?"), pattern);
        if (line.codePoints().allMatch(c -> c < 0x80)) {
          assertEquals(pattern, withoutSpelling(line));
        }
      } catch (InvalidOriginException refused) {
        assertTrue(!refused.getMessage().isBlank());
      }
    }
  }

  @Example
  void theLongestHostsAreTurnedAwayInTime() {
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (var piece :
              List.of(
                  "a", "-", "---", ".", "a.", "a-", "a---", "A", "\u3002", "%", "*", "xn--", "1.",
                  "@")) {
            for (int length : new int[] {200, 253, 254, 100_000, 1_000_000}) {
              var piled = piece.repeat(length / piece.length());
              for (var host :
                  List.of(
                      piled + ORDERS,
                      piled + "." + ORDERS,
                      piled + "---" + ORDERS,
                      ORDERS + piled,
                      piled + PROJECT,
                      piled)) {
                judge(TABLE.find("https", host, 443), "https", host, 443);
                refuse("https://" + host);
                refuse("https://*." + host);
              }
            }
          }
        });
  }

  @Example
  void theseAreMeant() {
    var meant =
        Map.of(
            "https://" + ORDERS,
            "https://" + ORDERS,
            "https://user@" + ORDERS + ":443/x@evil.com",
            "https://" + ORDERS,
            "HTTPS://tag---ORDERS-4fjx2k-uc.a.run.app",
            "https://" + ORDERS,
            "https://a" + PROJECT,
            "https://a" + PROJECT,
            "https://t---a" + PROJECT,
            "https://a" + PROJECT,
            "https://a.b" + DOMAIN + ":8443",
            "https://a.b" + DOMAIN + ":8443",
            "https://" + BILLING,
            CLIENT_ID);
    meant.forEach(
        (url, audience) -> {
          var uri = URI.create(url);
          var found = TABLE.find(uri.getScheme(), uri.getHost(), uri.getPort());
          assertNotNull(found, url);
          assertEquals(audience, found.audience().aud());
          judge(found, uri.getScheme(), uri.getHost(), uri.getPort());
        });
  }

  @Example
  void theseLookAlikesAreNot() {
    for (var url :
        List.of(
            "https://" + ORDERS + ".evil.com",
            "https://" + ORDERS + "@evil.com",
            "https://" + ORDERS + "%2eevil.com",
            "https://evil.com\\@" + ORDERS + ".evil.com",
            "https://evil.com#@" + ORDERS,
            "https://evil.com?@" + ORDERS,
            "https://" + ORDERS + ".",
            "https://" + ORDERS + ":8443",
            "http://" + ORDERS,
            "https://x" + ORDERS,
            "https://x--" + ORDERS,
            "https://a---b---" + ORDERS,
            "https://x---" + BILLING,
            "https://x." + ORDERS,
            "https://[" + ORDERS + "]",
            "https://a.b" + PROJECT,
            "https://" + DOMAIN.substring(1) + ":8443",
            "https://a" + DOMAIN)) {
      var okHttp = HttpUrl.parse(url);
      if (okHttp != null) {
        assertNull(TABLE.find(okHttp.scheme(), okHttp.host(), okHttp.port()), url);
      }
      try {
        var uri = URI.create(url);
        assertNull(TABLE.find(uri.getScheme(), uri.getHost(), uri.getPort()), url);
      } catch (IllegalArgumentException noUri) {
        assertTrue(url.contains("\\") || url.contains("%") || url.contains("["), url);
      }
    }
  }

  private static void refuse(String text) {
    try {
      var unused = AudienceRule.parse(text, null, OnFailure.FAIL);
      assertTrue(text.length() <= 300, "accepted");
    } catch (InvalidOriginException refused) {
      assertTrue(refused.getMessage().length() < 2_000 + text.length());
    }
  }

  private static List<InetAddress> ask(String host) throws UnknownHostException {
    ASKED.add(host);
    throw new UnknownHostException(host);
  }

  /** The table's answer must be what the naive reading says. */
  private static void judge(
      @Nullable Destination found, @Nullable String scheme, @Nullable String host, int port) {
    var meant = scheme == null || host == null ? null : meant(scheme, host, port);
    assertEquals(
        meant,
        found == null ? null : found.audience().aud(),
        () -> scheme + " " + host + " " + port);
  }

  private static AudienceTable table() {
    try {
      return new AudienceTable(
          List.of(
              AudienceRule.parse("https://" + ORDERS, null, OnFailure.FAIL),
              AudienceRule.parse("https://*" + PROJECT, null, OnFailure.FAIL),
              AudienceRule.parse("https://*" + DOMAIN + ":" + DOMAIN_PORT, null, OnFailure.FAIL),
              AudienceRule.fixed(
                  Origin.parseHost(BILLING),
                  new Destination(new Audience(CLIENT_ID, null), OnFailure.FAIL))));
    } catch (InvalidOriginException e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<String> schemes() {
    return Arbitraries.of(
        "https", "https", "https", "HTTPS", "http", "httpS", "http\u017f", "wss", "");
  }

  @Provide
  Arbitrary<Integer> ports() {
    return Arbitraries.of(
        -1, 443, 8443, 0, 1, 65535, 65536, 80, -443, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Provide
  Arbitrary<List<String>> hosts() {
    return host().list().ofSize(IN_ONE_TRY);
  }

  @Provide
  Arbitrary<List<String>> urls() {
    return url().list().ofSize(IN_ONE_TRY);
  }

  private static Arbitrary<String> host() {
    return distorted(
        Combinators.combine(
                Arbitraries.of("", "", "t---", "a-b---", "a---b---", "t----", "x.", "-", "A---"),
                Arbitraries.of(
                    ORDERS,
                    ORDERS,
                    ORDERS.replace('k', KELVIN_SIGN),
                    BILLING,
                    "a" + PROJECT,
                    "x-y" + PROJECT,
                    "a" + DOMAIN,
                    "a.b" + DOMAIN))
            .as(String::concat));
  }

  private static Arbitrary<String> url() {
    return distorted(
        Combinators.combine(
                Arbitraries.of(
                    "https://",
                    "https://",
                    "https://",
                    "HTTPS://",
                    "http://",
                    "https:\\\\",
                    "https:/",
                    "//"),
                Arbitraries.of(
                    "", "", "", "user@", "user:pw@", "evil.com@", ORDERS + "@", "evil.com:443@"),
                host(),
                Arbitraries.of("", "", "", ":443", ":8443", ":0", ":65536", ":+443", ":00443", ":"),
                Arbitraries.of(
                    "", "", "/", "/path", "?q", "#f", "/@evil.com", "\\@evil.com", ".evil.com"))
            .as((scheme, user, host, port, tail) -> scheme + user + host + port + tail));
  }

  /** As it is, or with hostile pieces in the place of a few characters. */
  private static Arbitrary<String> distorted(Arbitrary<String> texts) {
    var distortions =
        Combinators.combine(
                Arbitraries.doubles().between(0, 1),
                Arbitraries.integers().between(0, 2),
                Arbitraries.of(PIECES))
            .as(Distortion::new)
            .list();
    return Combinators.combine(
            texts,
            Arbitraries.frequencyOf(
                Tuple.of(1, distortions.ofSize(0)),
                Tuple.of(3, distortions.ofSize(1)),
                Tuple.of(1, distortions.ofMaxSize(4))))
        .as(
            (text, all) -> {
              for (var distortion : all) {
                text = distortion.of(text);
              }
              return text;
            });
  }

  record Distortion(double where, int length, String piece) {
    String of(String text) {
      int from = (int) Math.min(where * (text.length() + 1), text.length());
      int to = Math.min(text.length(), from + length);
      return text.substring(0, from) + piece + text.substring(to);
    }
  }

  // The naive reading: which audience, or null.

  private static @Nullable String meant(String scheme, String spelling, int port) {
    if (!lower(scheme).equals("https") || !isPlain(spelling)) {
      return null;
    }
    var host = lower(spelling);
    var isDefault = port == 443 || port == -1;
    if (isDefault && host.equals(BILLING)) {
      return CLIENT_ID;
    }
    if (isDefault && (host.equals(ORDERS) || isTagged(host, ORDERS))) {
      return "https://" + ORDERS;
    }
    if (isDefault && host.endsWith(PROJECT)) {
      var rest = host.substring(0, host.length() - PROJECT.length());
      var tag = rest.indexOf("---");
      var service = tag < 0 ? rest : rest.substring(tag + 3);
      var isOne =
          !service.isEmpty() && !service.startsWith("-") && !(service + PROJECT).contains("---");
      return isOne && !rest.contains(".") ? "https://" + service + PROJECT : null;
    }
    if (port == DOMAIN_PORT && host.endsWith(DOMAIN) && host.length() > DOMAIN.length()) {
      return "https://" + host + ":" + DOMAIN_PORT;
    }
    return null;
  }

  /** An origin without what may be written in more than one way: case, zeros, a last slash. */
  private static String withoutSpelling(String origin) {
    return lower(origin)
        .replaceFirst("/$", "")
        .replaceFirst(":0+(?=[0-9])", ":")
        .replaceFirst(":443$", "");
  }

  private static boolean isTagged(String host, String service) {
    if (!host.endsWith("---" + service)) {
      return false;
    }
    var tag = host.substring(0, host.length() - service.length() - 3);
    return !tag.isEmpty() && !tag.contains("---") && !tag.endsWith("-") && !tag.contains(".");
  }

  private static String lower(String text) {
    var lower = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(c);
      lower.append(at < 0 ? c : "abcdefghijklmnopqrstuvwxyz".charAt(at));
    }
    return lower.toString();
  }

  /** Labels of letters, digits and inner hyphens, not too long. */
  private static boolean isPlain(String host) {
    if (host.length() > 253) {
      return false;
    }
    for (var label : lower(host).split("\\.", -1)) {
      if (label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-")) {
        return false;
      }
      for (int i = 0; i < label.length(); i++) {
        char c = label.charAt(i);
        if ("abcdefghijklmnopqrstuvwxyz0123456789-".indexOf(c) < 0) {
          return false;
        }
      }
    }
    return true;
  }
}
