package dev.cloudrunauth.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Whatever bytes a configuration file consists of, reading it ends, and ends either with settings
 * or with the problems and their places. A property that fails prints its seed.
 *
 * <p>{@code mvn verify -Djqwik.tries.default=1000000 -Dtest=HostileConfigurationTest} reads more
 * files.
 */
class HostileConfigurationTest {

  private static final Duration MAX_DURATION = Duration.ofMinutes(2);
  private static final Path SAMPLE = Path.of("../../config/cloud-run-auth.yaml");
  private static final String VALID =
      """
      enabled: true
      audiences:
        - https://orders-4fjx2k-uc.a.run.app
        - ${OTHER:-https://*.us-central1.run.app}
        - audience: "billing"
          hosts: [billing.example.com, 'b.example.com:8443']
          impersonate: robot@my-project.iam.gserviceaccount.com
          on-failure: pass-through
      header: auto
      token-timeout: 5s
      clients: {okhttp: true, java-net-http: false}
      log: {level: info, format: text}
      strict: false
      """;

  private static final List<String> FRAGMENTS =
      List.of(
          "\t",
          "\r",
          "\n",
          " ",
          "\0",
          "\ufeff",
          "\u0085",
          "\u2028",
          "\u00e9",
          "\ud83d\ude00",
          "\u3002",
          "&a ",
          "*a",
          "*a : ",
          "<<: *a",
          "!!java.net.URL ",
          "!t ",
          "%YAML 9.9\n",
          "%TAG ! !\n",
          "---\n",
          "...\n",
          "- ",
          "? ",
          ": ",
          ":",
          "#",
          ",",
          "[",
          "]",
          "{",
          "}",
          "'",
          "\"",
          "|",
          ">-\n",
          "|9\n",
          "\\",
          "\\x",
          "\\uD800",
          "@",
          "`",
          "$",
          "${",
          "$${",
          "${A",
          "${A:-${B:-",
          "}}",
          "${HOME}",
          "${PATH}",
          "https://",
          "http://",
          "https://*",
          "https://*.",
          "*.",
          "---a",
          "null",
          "~",
          "yes",
          "1e999",
          "-1",
          "99999999999999999999s",
          "audiences: ",
          "strict: true\n");

  private static final List<String> WORST =
      List.of(
          "[",
          "{",
          "- ",
          "? ",
          "{a: ",
          "[[],",
          "a: ",
          "- a\n",
          "a\n",
          "\n",
          " ",
          "\t",
          "#",
          "'",
          "\"",
          "&a [*a,",
          "&a ",
          "*a\n",
          "${",
          "${A:-",
          "$",
          "}",
          "!t ",
          "---\n",
          "%A\n",
          "\u3002",
          "\0",
          "-",
          "https://*.",
          "x: y\n",
          "\"a\" : ",
          "|\n a\n",
          "? a\n: b\n");

  private static final int LARGE = 1 << 14;
  private static final int MAX_BYTES = 1 << 20;

  /** What has no line of its own to point at. */
  private static final Pattern WITHOUT_LINE =
      Pattern.compile(
          "(audiences is missing|the file is larger than|not valid YAML: ).*", Pattern.DOTALL);

  private static final Sources SOURCES = new Sources(Path.of("target/hostile-configuration"));

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    readOrRefused(bytes);
  }

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void anyFileThatWasSpoiltIsReadOrRefused(
      @ForAll("files") String file, @ForAll("edits") List<Edit> edits) {
    var bytes = file.getBytes(UTF_8);
    for (var edit : edits) {
      bytes = edit.of(bytes);
    }
    readOrRefused(bytes);
  }

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void anyPatchworkOfWhatMeansSomethingIsReadOrRefused(@ForAll("patchworks") String file) {
    readOrRefused(file.getBytes(UTF_8));
  }

  @Example
  void largeFilesOfTheWorstKindsAreReadOrRefusedInTime() {
    for (var piece : WORST) {
      for (var head : List.of("", "audiences: \"https://")) {
        readOrRefused((head + piece.repeat(LARGE / piece.length())).getBytes(UTF_8));
      }
    }
    readOrRefused("x: y\n".repeat(MAX_BYTES / 5).getBytes(UTF_8));
  }

  @Example
  void anEscapeWithoutItsDigitsIsRefusedAtItsLine() {
    for (var escape : List.of("\\x", "\\u", "\\U", "\\xg", "\\uD8", "\\UFFFFFFFF")) {
      SOURCES.file("enabled: true\naudiences: [\"" + escape + "\"]\n");
      var problem = SOURCES.refused().problems().get(0).toString();
      assertTrue(problem.startsWith(Sources.FILE + ":2:"), problem);
    }
  }

  @Example
  void problemsAfterTheFirstHundredAreOnlyCounted() {
    SOURCES.file("x: y\n".repeat(1_000));
    var problems = SOURCES.refused().problems();
    assertEquals(101, problems.size());
    assertEquals("there are 1900 more mistakes. Correct these first", problems.get(100).message());
  }

  @Example
  void aBombOfAliasesIsRefusedAtItsFirstAlias() throws Exception {
    var bomb = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    SOURCES.file(bomb.toString());
    var problems = SOURCES.refused().problems();
    assertTrue(
        problems.get(0).toString().startsWith(Sources.FILE + ":2:"), problems.get(0).toString());
  }

  @Example
  void whatIsSpoiltHereIsValidBefore() throws Exception {
    SOURCES.file(VALID);
    assertEquals(4, SOURCES.read().audiences().rules().size());
  }

  private static void readOrRefused(byte[] bytes) {
    SOURCES.file(Sources.FILE, bytes);
    // Nothing but a ConfigurationException may be thrown: all else fails the test as it is.
    assertTimeoutPreemptively(
        MAX_DURATION,
        () -> {
          try {
            SOURCES.read();
          } catch (ConfigurationException refused) {
            check(refused, new String(bytes, UTF_8));
          }
        });
  }

  private static void check(ConfigurationException refused, String text) {
    assertFalse(refused.problems().isEmpty());
    long lines = 1 + text.chars().filter(c -> c == '\n' || c == '\r' || c > 0x7f).count();
    for (var problem : refused.problems()) {
      assertFalse(problem.message().isBlank());
      var place = problem.place().toString();
      if (place.equals(Sources.FILE)) {
        assertTrue(WITHOUT_LINE.matcher(problem.message()).matches(), problem.toString());
      } else {
        var numbers = place.substring(Sources.FILE.length() + 1).split(":", -1);
        assertTrue(place.startsWith(Sources.FILE + ":"), place);
        assertTrue(
            Integer.parseInt(numbers[0]) >= 1 && Integer.parseInt(numbers[0]) <= lines, place);
        assertTrue(Integer.parseInt(numbers[1]) >= 1, place);
      }
    }
  }

  @Provide
  Arbitrary<String> files() throws IOException {
    return Arbitraries.of(
        VALID, Files.readString(SAMPLE), Files.readString(SAMPLE).replace("# ", ""));
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1),
            Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(0, 3)),
                Tuple.of(1, Arbitraries.integers().between(0, 200))),
            Arbitraries.integers().between(0, 3),
            fragments())
        .as(Edit::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> patchworks() {
    return Arbitraries.oneOf(
            Arbitraries.of(FRAGMENTS),
            Arbitraries.of(VALID.split("\n", -1)).map(line -> line + "\n"))
        .list()
        .ofMaxSize(40)
        .map(pieces -> String.join("", pieces));
  }

  private static Arbitrary<byte[]> fragments() {
    return Arbitraries.oneOf(
        Arbitraries.of(FRAGMENTS).map(text -> text.getBytes(UTF_8)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(4));
  }

  /** Some bytes are taken out, or kept, or written twice; others come in. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Edit(double where, int length, int times, byte[] fragment) {
    byte[] of(byte[] bytes) {
      int from = (int) (where * bytes.length);
      int to = Math.min(bytes.length, from + length);
      var edited = new ByteArrayOutputStream();
      edited.write(bytes, 0, from);
      for (int i = 0; i < times; i++) {
        edited.write(bytes, from, to - from);
      }
      edited.writeBytes(fragment);
      edited.write(bytes, to, bytes.length - to);
      return edited.toByteArray();
    }

    @Override
    public String toString() {
      return where + " " + length + " " + times + " " + Arrays.toString(fragment);
    }
  }
}
