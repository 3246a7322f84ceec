package dev.cloudrunauth.audience;

import static dev.cloudrunauth.token.Allocation.bytesPerCall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with up to 10,000 rows, and what is left of the hosts that were looked up before. */
class AudienceTableScaleTest {

  private static final int WORKING_SET = 1_000;
  private static final int STRANGERS = 100_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000, 10_000})
  void amongManyExactOriginsALookUpCostsNoMemory(int rows) throws Throwable {
    var table = table("https://", rows);
    for (int row : new int[] {0, rows / 2, rows - 1}) {
      expectNoMemory(table, host(row));
      expectNoMemory(table, host(row).toUpperCase(Locale.ROOT));
      expectNoMemory(table, "canary---" + host(row));
      expectNoMemory(table, "Canary---" + host(row).toUpperCase(Locale.ROOT));
    }
    expectNoMemoryFor(table, "api.example.com", host(rows), "canary---" + host(rows));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000, 10_000})
  void amongManyWildcardsALookUpCostsNoMemory(int rows) throws Throwable {
    var table = table("https://*.", rows);
    for (int row : new int[] {0, rows / 2, rows - 1}) {
      expectNoMemory(table, "x." + host(row));
      expectNoMemory(table, "X." + host(row).toUpperCase(Locale.ROOT));
      expectNoMemory(table, "canary---x." + host(row));
      expectNoMemory(table, "Canary---X." + host(row));
      expectNoMemoryFor(table, host(row), "a---b---x." + host(row), "x_y." + host(row));
    }
    expectNoMemoryFor(table, "api.example.com", "x." + host(rows), "X." + host(rows));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS", "hTTps"})
  void aSchemeInUpperCaseCostsNoMemory(String scheme) throws Throwable {
    var table = table("https://", 1);
    var host = host(0);
    assertEquals(0, bytesPerCall(() -> assertNotNull(table.find(scheme, host, -1))));
  }

  @Test
  void aHostOfAWildcardAtAnotherPortCostsNoMemory() throws Throwable {
    var table = table("https://*.", 100);
    var host = "x." + host(7);
    assertEquals(0, bytesPerCall(() -> assertNull(table.find("https", host, 8443))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://", "https://*."})
  void aThousandHostsCostNoMemoryAfterAHundredThousandOthers(String prefix) throws Throwable {
    var table = table(prefix, 10);
    var hosts = new ArrayList<String>();
    for (int i = 0; i < WORKING_SET; i++) {
      hosts.add("tag-" + i + "---" + (prefix.endsWith(".") ? "x." : "") + host(i % 10));
    }
    for (int i = 0; i < STRANGERS; i++) {
      assertNotNull(table.find("https", "stranger-" + i + hosts.get(0).substring(5), -1));
      assertNotNull(table.find("https", spelling(i, hosts.get(1)), -1));
    }
    expectNoMemoryOfAll(table, hosts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary---", "x."})
  void aHostCostsMemoryOnceHoweverItIsSpelled(String prefix) throws Throwable {
    var table = table(prefix.endsWith(".") ? "https://*." : "https://", 1);
    var spellings = new ArrayList<String>();
    for (int i = 0; i < STRANGERS; i++) {
      spellings.add(spelling(i, prefix + host(0)));
    }
    var next = spellings.iterator();
    assertEquals(0, bytesPerCall(() -> assertNotNull(table.find("https", next.next(), -1))));
  }

  @Test
  void hostsWithTheSameHashCodeAreFoundAllTheSame() throws Exception {
    var table = table("https://*.", 1);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1 << 10; i++) {
        var host = colliding(i) + "." + host(0);
        var found = table.find("https", host, -1);
        assertNotNull(found);
        assertEquals("https://" + host, found.audience().aud());
      }
    }
  }

  @Test
  void onePortOfManyIsFoundByItself() throws Exception {
    List<AudienceRule> rules = new ArrayList<>();
    for (int port = 1; port <= 10_000; port++) {
      rules.add(AudienceRule.parse("https://" + host(0) + ":" + port, null, OnFailure.FAIL));
      rules.add(AudienceRule.parse("https://*." + host(0) + ":" + port, null, OnFailure.FAIL));
    }
    var table = new AudienceTable(rules);
    for (int port : new int[] {1, 443, 9_999, 10_000}) {
      assertEquals(port, portOf(table.find("https", host(0), port)));
      assertEquals(port, portOf(table.find("https", "x." + host(0), port)));
    }
    assertNull(table.find("https", host(0), 10_001));
    assertNull(table.find("https", "x." + host(0), 10_001));
  }

  private static int portOf(@Nullable Destination destination) {
    var aud = Objects.requireNonNull(destination).audience().aud();
    int colon = aud.lastIndexOf(':');
    return aud.startsWith("//", colon + 1) ? 443 : Integer.parseInt(aud.substring(colon + 1));
  }

  private static void expectNoMemory(AudienceTable table, String host) throws Throwable {
    assertEquals(0, bytesPerCall(() -> assertNotNull(table.find("https", host, -1))), host);
  }

  private static void expectNoMemoryFor(AudienceTable table, String... missing) throws Throwable {
    for (var host : missing) {
      assertEquals(0, bytesPerCall(() -> assertNull(table.find("https", host, -1))), host);
    }
  }

  private static void expectNoMemoryOfAll(AudienceTable table, List<String> hosts)
      throws Throwable {
    // Twice: one that is found anew may displace one that was still there.
    for (int round = 0; round < 2; round++) {
      for (var host : hosts) {
        assertNotNull(table.find("https", host, -1));
      }
    }
    var count = new int[1];
    assertEquals(
        0,
        bytesPerCall(
            () -> assertNotNull(table.find("https", hosts.get(count[0]++ % hosts.size()), -1))));
  }

  /** A host with upper case at the places of a number's bits. */
  private static String spelling(int number, String host) {
    var spelling = new StringBuilder(host);
    for (int at = 0, bit = 0; bit < Integer.SIZE && at < host.length(); at++) {
      if (Character.isLetter(host.charAt(at))) {
        if ((number >> bit++ & 1) != 0) {
          spelling.setCharAt(at, Character.toUpperCase(host.charAt(at)));
        }
      }
    }
    return spelling.toString();
  }

  /** The strings {@code an} and {@code c0} have the same hash code. */
  private static String colliding(int number) {
    var host = new StringBuilder("h");
    for (int bit = 0; bit < 10; bit++) {
      host.append((number >> bit & 1) == 0 ? "an" : "c0");
    }
    return host.toString();
  }

  private static AudienceTable table(String prefix, int rows) throws InvalidOriginException {
    List<AudienceRule> rules = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      rules.add(AudienceRule.parse(prefix + host(i), null, OnFailure.FAIL));
    }
    return new AudienceTable(rules);
  }

  private static String host(int i) {
    return "service-" + i + "-4fjx2k-uc.a.run.app";
  }
}
