package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAnswerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\": {\"code\": 403, \"message\": \"not you\"}}|not you",
        "{\"error\": \"invalid_grant\"}|invalid_grant",
        "{\"error\": \"invalid_grant\", \"error_description\": \"too old\"}|invalid_grant: too old",
        "{\"error\": {\"message\": 1}}|{\"error\": {\"message\": 1}}",
        "{\"message\": \"x\"}|{\"message\": \"x\"}",
        "<p>no</p>|<p>no</p>",
        "[1]|[1]",
        "``|(empty)"
      })
  void aBodyIsToldByItsMessage(String body, String said) {
    assertEquals("iam answered 403: " + said, SourceAnswer.of("iam", 403, body, 0).getMessage());
  }

  @Test
  void aMessageThatQuotesATokenIsToldWithoutIt() {
    var body = "{\"error\": \"x\", \"error_description\": \"got 1//0refresh-me and ya29.access\"}";
    assertEquals(
        "sts answered 400: x: got [token] and [token]",
        SourceAnswer.of("sts", 400, body, 0).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'7', , 7000",
    "' 7 ', , 7000",
    "'-1', , 0",
    "'99999999999999999999', , 0",
    "'soon', , 0",
    "'Fri, 31 Dec 1999 23:59:59 GMT', , 0",
    "'Fri, 31 Dec 1999 23:59:59 GMT', 'Fri, 31 Dec 1999 23:59:29 GMT', 30000",
    "'Fri, 31 Dec 1999 23:59:59 GMT', 'Sat, 01 Jan 2000 00:00:00 GMT', 0",
    ", , 0"
  })
  void aPauseIsSecondsOrADateByTheServersClock(String retryAfter, String date, long millis) {
    assertEquals(millis, SourceAnswer.retryAfterMillis(retryAfter, date));
  }

  @Test
  void aDateIsJudgedByOurClockWhereTheServerTellsNoTime() {
    var inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3_600).atOffset(ZoneOffset.UTC));
    long pause = SourceAnswer.retryAfterMillis(inAnHour, null);
    assertTrue(pause > 3_500_000 && pause <= 3_600_000, () -> pause + " ms");
  }
}
