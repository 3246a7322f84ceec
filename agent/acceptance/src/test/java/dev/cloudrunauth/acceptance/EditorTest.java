package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What an editor makes of the configuration's schema, by the language server that most use. Its
 * packages take long to install, so it is asked for.
 */
@EnabledIfSystemProperty(named = "editor", matches = "true")
class EditorTest {

  private static final String MODELINE =
      "# yaml-language-server: $schema=cloud-run-auth.schema.json\n";
  private static final Path SAMPLE = Guide.PROJECT.resolve("config/cloud-run-auth.yaml");

  private static LanguageServer server;
  private static int files;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    var node = Node.install(Path.of("src/test/node/editor"));
    var process =
        node.start(
            Map.of(), "node_modules/yaml-language-server/bin/yaml-language-server", "--stdio");
    // The catalog of all schemas is on the internet.
    var settings =
        Map.of(
            "schemaStore", Map.of("enable", false),
            "validate", true,
            "hover", true,
            "completion", true);
    server = LanguageServer.speakWith(process, Map.of("yaml", settings));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void nothingIsWrongWithTheSample() throws IOException {
    assertEquals(List.of(), server.open(SAMPLE.toUri(), Files.readString(SAMPLE)));
  }

  @Test
  void everyKeyIsOfferedWhereItBelongs() throws IOException {
    assertOffered(
        "",
        "enabled",
        "audiences",
        "impersonate",
        "header",
        "on-failure",
        "token-timeout",
        "clients",
        "log",
        "strict");
    assertOffered("log:\n  ", "level", "format");
    assertOffered("clients:\n  ", "okhttp", "java-net-http");
    assertOffered(
        "audiences:\n  - audience: https://a.example.com\n    ",
        "hosts",
        "impersonate",
        "on-failure");
  }

  @Test
  void everyWordIsOfferedBehindItsKey() throws IOException {
    assertOffered("header: ", "auto", "authorization", "x-serverless-authorization");
    assertOffered("on-failure: ", "fail", "pass-through");
    assertOffered("log:\n  level: ", "off", "error", "warn", "info", "debug", "trace");
    assertOffered("enabled: ", "auto", "true", "false");
  }

  @Test
  void aTypingErrorIsMarkedInItsLine() throws IOException {
    assertMarked("audiences: [https://a-b-uc.a.run.app]\nheder: auto\n", 2, "heder");
    assertMarked("audiences:\n  - http://a-b-uc.a.run.app\n", 2, "");
    assertMarked("log: {level: lowd}\n", 1, "");
    assertMarked("audiences:\n  - audience: x\n    host: [a.example.com]\n", 3, "host");
  }

  @Test
  void theDescriptionIsShownWhereTheMouseRests() throws IOException {
    assertShown("token-timeout: 5s\n", 3, "How long a request waits for its token");
    assertShown("audiences: []\n", 3, "The services to call");
    assertShown("log: {level: info}\n", 7, "How much is logged");
  }

  private void assertOffered(String text, String... words) throws IOException {
    var file = open(text);
    int column = text.length() - 1 - text.lastIndexOf('\n');

    var offered =
        server.completion(file, 1 + (int) text.chars().filter(c -> c == '\n').count(), column);

    for (var word : words) {
      assertTrue(
          offered.contains(word) || offered.contains("\"" + word + "\""),
          word + " behind <" + text + "> in " + offered);
    }
  }

  private void assertMarked(String text, int line, String word) throws IOException {
    var found = server.open(file(), MODELINE + text);

    assertTrue(
        found.stream().anyMatch(each -> each.startsWith(line + ": ") && each.contains(word)),
        text + found);
  }

  private void assertShown(String text, int column, String description) throws IOException {
    var shown = server.hover(open(text), 1, column);

    assertTrue(shown.contains(description), shown);
  }

  private URI open(String text) throws IOException {
    var file = file();
    server.open(file, MODELINE + text);
    return file;
  }

  private URI file() {
    return SAMPLE.resolveSibling("editor-" + ++files + ".yaml").toUri();
  }
}
