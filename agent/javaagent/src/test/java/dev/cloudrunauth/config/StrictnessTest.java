package dev.cloudrunauth.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether main has to wait until the configuration is parsed. */
class StrictnessTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strict: true",
        "audiences: []\nstrict: true\n",
        "audiences: []\r\nstrict: true\r\n",
        "# a comment\rstrict: true",
        "\ufeffstrict: true",
        "{audiences: [], strict: true}",
        "{\"strict\":true}",
        "'strict': true",
        "\"strict\" : true",
        "\"str\\x69ct\": true",
        "\"str\\\nict\": true",
        "? strict\n: true",
        "  audiences: []\n  strict: true",
        "strict: ${STRICT:-true}",
        "strict: false\nstrict: true",
        "strict:\n  true",
        "# strict: false\n# none\nstrict: yes",
      })
  void aFileThatMayBeStrictIsFound(String text) throws IOException {
    assertTrue(isPossible(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "audiences: [https://a.example.com]",
        "# strict: true",
        "  \t# strict: true \\",
        "strict: false",
        "'strict': FALSE",
        "{strict: false}",
        "audiences: [https://district.example.com, https://strict.example.com]",
        "impersonate: strict-caller@p.iam.gserviceaccount.com",
      })
  void mainDoesNotWaitForAFileThatIsNotStrict(String text) throws IOException {
    assertFalse(isPossible(text));
  }

  @Test
  void theSampleIsNotStrict() throws IOException {
    assertFalse(isPossible(Files.readString(Path.of("../../config/cloud-run-auth.yaml"))));
  }

  @Test
  void theWholeFileIsSearched() throws IOException {
    assertTrue(isPossible("#".repeat(1 << 17) + "\nstrict: true"));
    assertTrue(isPossible("#".repeat((1 << 20) + 1)), "it is not searched to its end");
  }

  @Test
  void anotherEncodingHidesNothing() throws IOException {
    var file = directory.resolve("c.yaml");
    Files.write(file, "\ufeffstrict: true".getBytes(UTF_16LE));
    assertTrue(isPossible(file.toString(), Map.of(), Map.of()));
    Files.write(file, "# Gr\u00fc\u00dfe\nstrict: true".getBytes(ISO_8859_1));
    assertTrue(isPossible(file.toString(), Map.of(), Map.of()));
  }

  @Test
  void aPipeIsNotOpened() throws Exception {
    var fifo = directory.resolve("fifo");
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
    assertTrue(isPossible(fifo.toString(), Map.of(), Map.of()));
  }

  @Test
  void whatCannotBeReadIsLeftToTheParser() {
    assertTrue(isPossible(directory.toString(), Map.of(), Map.of()));
    assertFalse(isPossible(directory + "/missing", Map.of(), Map.of()));
  }

  @Test
  void theArgumentAPropertyOrAVariableMayBeStrict() {
    var file = directory.resolve("missing.yaml").toString();
    assertTrue(isPossible("config=" + file + ",strict=true", Map.of(), Map.of()));
    assertTrue(isPossible(file, Map.of("cloudrunauth.strict", "true"), Map.of()));
    assertTrue(isPossible(file, Map.of(), Map.of("CLOUD_RUN_AUTH_STRICT", "true")));
    assertFalse(
        isPossible(file, Map.of("cloudrunauth.strict", " "), Map.of("CLOUD_RUN_AUTH_STRICT", "")));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, null, null, null",
        "'', '', ' ', null",
        "' a.yaml ', p.yaml, v.yaml, a.yaml",
        "header=auto, p.yaml, v.yaml, p.yaml",
        "header=auto, ' ', v.yaml, v.yaml",
        "null, null, v.yaml, v.yaml",
        "null, p.yaml, '', p.yaml",
        "'header=auto, config = a=b.yaml ,strict=x', p.yaml, v.yaml, a=b.yaml",
        "'config=a.yaml,config=b.yaml', null, null, a.yaml",
        "'x,config=,=', null, v.yaml, v.yaml",
        "'audiences=https://x.example.com?config=1', null, null, null",
      })
  void itLooksAtTheFileThatTheParserReads(
      @Nullable String argument,
      @Nullable String property,
      @Nullable String variable,
      @Nullable String file)
      throws IOException {
    var properties = new Properties();
    if (property != null) {
      properties.setProperty("cloudrunauth.config", property);
    }
    Map<String, String> environment =
        variable == null ? Map.of() : Map.of("CLOUD_RUN_AUTH_CONFIG", variable);

    assertEquals(file, Strictness.fileName(argument, properties, environment));
    var configured =
        Overrides.read(
            AgentArgument.read(argument, new Problems()), properties, environment, new Problems());
    var config = configured.get(Key.CONFIG);
    if (config == null) {
      assertNull(file);
    } else {
      assertEquals(config.text, file);
    }
  }

  private boolean isPossible(String text) throws IOException {
    var file = directory.resolve("c.yaml");
    Files.write(file, text.getBytes(UTF_8));
    return isPossible(file.toString(), Map.of(), Map.of());
  }

  private static boolean isPossible(
      String argument, Map<String, String> properties, Map<String, String> environment) {
    var all = new Properties();
    all.putAll(properties);
    return Strictness.isPossible(argument, all, environment);
  }
}
