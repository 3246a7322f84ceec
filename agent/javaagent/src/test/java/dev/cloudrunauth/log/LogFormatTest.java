package dev.cloudrunauth.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class LogFormatTest {

  private static final String LOGGER = "dev.cloudrunauth.token.TokenEngine";

  @Test
  void peopleReadWhoSpeaksAndWhat() {
    assertEquals("cloud-run-auth: ready", LogFormat.TEXT.render(Level.INFO, LOGGER, "ready", null));
  }

  @Test
  void peopleReadALevelThatIsOutOfTheOrdinary() {
    assertEquals(
        "cloud-run-auth: WARN careful", LogFormat.TEXT.render(Level.WARN, LOGGER, "careful", null));
    assertEquals(
        "cloud-run-auth: DEBUG detail", LogFormat.TEXT.render(Level.DEBUG, LOGGER, "detail", null));
  }

  @Test
  void peopleReadTheStackBelowTheMessage() {
    var text = LogFormat.TEXT.render(Level.ERROR, LOGGER, "broken", new IOException("why"));
    var lines = text.lines().toList();
    assertEquals("cloud-run-auth: ERROR broken", lines.get(0));
    assertEquals("java.io.IOException: why", lines.get(1));
    assertTrue(lines.get(2).contains("at " + LogFormatTest.class.getName()), lines.get(2));
  }

  @Test
  void cloudLoggingReadsTheFieldsOfItsStructuredLogging() {
    var json = json(Level.INFO, "ready", null);
    assertEquals("ready", json.get("message").getAsString());
    var labels = json.getAsJsonObject("logging.googleapis.com/labels");
    assertEquals("cloud-run-auth", labels.get("agent").getAsString());
    assertEquals(LOGGER, labels.get("logger").getAsString());
    assertFalse(json.has("stack_trace"));
    var age = Duration.between(Instant.parse(json.get("time").getAsString()), Instant.now());
    assertTrue(age.abs().compareTo(Duration.ofMinutes(1)) < 0, age::toString);
  }

  @ParameterizedTest
  @CsvSource({"ERROR, ERROR", "WARN, WARNING", "INFO, INFO", "DEBUG, DEBUG", "TRACE, DEBUG"})
  void cloudLoggingReadsItsOwnNamesOfTheLevels(Level level, String severity) {
    assertEquals(severity, json(level, "x", null).get("severity").getAsString());
  }

  @Test
  void errorReportingFindsTheStack() {
    var stack = json(Level.ERROR, "broken", new IOException("why")).get("stack_trace");
    assertTrue(stack.getAsString().startsWith("java.io.IOException: why" + System.lineSeparator()));
  }

  @Test
  void errorReportingKnowsAnErrorWithoutAStackByItsType() {
    assertEquals(
        "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent",
        json(Level.ERROR, "broken", null).get("@type").getAsString());
    assertFalse(json(Level.ERROR, "broken", new IOException("why")).has("@type"));
    assertFalse(json(Level.WARN, "careful", null).has("@type"));
  }

  @Test
  void everyCharacterArrivesInOneLineOfJson() {
    var every = new StringBuilder();
    for (char c = 0; c < 0x180; c++) {
      every.append(c);
    }
    every.append("\u2028\u20ac\ud83d\ude00 \"quoted\" C:\\path\\u0041");
    var line = LogFormat.JSON.render(Level.INFO, LOGGER, every.toString(), null);

    assertEquals(every.toString(), parse(line).get("message").getAsString());
    assertTrue(line.chars().noneMatch(c -> c < ' '), line);
  }

  @Test
  void peopleReadNothingThatATerminalObeys() {
    var text =
        LogFormat.TEXT.render(
            Level.INFO, LOGGER, "for \u001b]0;x\u0007\u009b2J\r\u202ea\ud800\n  and on", null);

    assertEquals(
        "cloud-run-auth: for \\u001b]0;x\\u0007\\u009b2J\\u000d\\u202ea\\ud800\n  and on", text);
  }

  @Test
  void anExceptionCannotForgeALine() {
    var cause = new IOException("\r\ncloud-run-auth: fine\u001b[1A", new IOException("a\nb"));
    for (var format : LogFormat.values()) {
      var text = format.render(Level.ERROR, LOGGER, "broken", cause);
      var stack = format == LogFormat.TEXT ? text : parse(text).get("stack_trace").getAsString();
      assertTrue(
          stack.lines().skip(format == LogFormat.TEXT ? 1 : 0).allMatch(this::isOfAStack), stack);
      assertTrue(stack.contains("\\u000d\\u000acloud-run-auth: fine\\u001b[1A"), stack);
    }
  }

  private boolean isOfAStack(String line) {
    return line.startsWith("\tat ")
        || line.startsWith("\t... ")
        || line.startsWith("java.io.IOException: ")
        || line.startsWith("Caused by: java.io.IOException: ");
  }

  @Test
  void jsonIsVisibleAsciiWhateverTheCharsetOfTheOutput() {
    var message = "\u001b\u007f\u0085\u2028\u202e\u00e9\ud83d\ude00";
    var line = LogFormat.JSON.render(Level.INFO, LOGGER, message, null);

    assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), line);
    assertEquals(message, parse(line).get("message").getAsString());
  }

  @Test
  void halfACharacterIsReplacedInJson() {
    var line = LogFormat.JSON.render(Level.INFO, LOGGER, "\ud800a\udc00\ud83d", null);

    assertEquals("\ufffda\ufffd\ufffd", parse(line).get("message").getAsString());
  }

  private static JsonObject json(Level level, String message, @Nullable Throwable thrown) {
    return parse(LogFormat.JSON.render(level, LOGGER, message, thrown));
  }

  private static JsonObject parse(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }
}
