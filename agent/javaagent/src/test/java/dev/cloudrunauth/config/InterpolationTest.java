package dev.cloudrunauth.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void someVariables() {
    sources =
        new Sources(directory)
            .variable("ORDERS_URL", "https://orders.example.com/")
            .variable("DOMAIN", "example.com")
            .variable("EMPTY", "");
  }

  @ParameterizedTest
  @CsvSource({
    "${ORDERS_URL}, https://orders.example.com",
    "'\"${ORDERS_URL}\"', https://orders.example.com",
    "https://a.${DOMAIN}, https://a.example.com",
    "https://${NAME:-b}.${DOMAIN}:${PORT:-8443}, https://b.example.com:8443",
    "${NOT_SET:-https://c.example.com}, https://c.example.com",
    "${EMPTY:-https://c.example.com}, https://c.example.com",
    "${ORDERS_URL:-https://c.example.com}, https://orders.example.com",
  })
  void putsVariablesIntoValues(String text, String audience) throws ConfigurationException {
    Settings settings = sources.file("audiences:\n  - " + text).read();
    assertEquals("[" + audience + "]", settings.audiences().fixedAudiences().toString());
  }

  @Test
  void aDoubledDollarIsKept() throws ConfigurationException {
    sources.file("audiences: [{audience: '$${x}-$5', hosts: [a.example.com]}]");
    assertEquals("[${x}-$5]", sources.read().audiences().fixedAudiences().toString());
  }

  @Test
  void worksForEveryKey() throws ConfigurationException {
    sources.file("audiences: [https://a.example.com]\nlog: {level: '${LEVEL:-debug}'}");
    assertEquals(LogLevel.DEBUG, sources.read().logLevel());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${NOT_SET}|2:5|the environment variable NOT_SET is not set. Set it, or write"
            + " ${NOT_SET:-default}",
        "https://a.${NOT_SET}|2:15|the environment variable NOT_SET is not set. Set it, or write"
            + " ${NOT_SET:-default}",
        "'\"https://a.${NOT_SET}\"'|2:16|the environment variable NOT_SET is not set. Set it, or"
            + " write ${NOT_SET:-default}",
        "'\"https:\\/\\/a.${NOT_SET}\"'|2:5|the environment variable NOT_SET is not set. Set it, or"
            + " write ${NOT_SET:-default}",
        "${EMPTY}|2:5|the environment variable EMPTY is empty. Set it, or write ${EMPTY:-default}",
        "${EMPTY:-}|2:5|an audience is empty. Write a value, or remove the line",
        "${DOMAIN:https://a.example.com}|2:5|\"${DOMAIN:https://a.example.com}\" is no environment"
            + " variable. Write ${NAME} or ${NAME:-default}",
        "${}|2:5|\"${}\" is no environment variable. Write ${NAME} or ${NAME:-default}",
        "${DOMAIN|2:5|the ${ is not closed. Write ${NAME}",
      })
  void saysWhichVariableIsMissingAndWhere(String text, String position, String message) {
    assertEquals(
        Sources.FILE + ":" + position + ": " + message,
        sources.file("audiences:\n  - " + text).problems());
  }

  @Test
  void aBadValueOfAVariableIsShownAtItsLine() {
    sources.variable("URL", "http://a.example.com");
    assertEquals(
        Sources.FILE
            + ":2:5: \"http://a.example.com\": an audience must start with https://, because a"
            + " token is never sent over plain http. Write https://a.example.com",
        sources.file("audiences:\n  - ${URL}").problems());
  }
}
