package dev.cloudrunauth.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * A date in a header (RFC 9110, section 5.6.7), as {@code Date} and {@code Retry-After} have it.
 */
public final class HttpDate {

  private HttpDate() {}

  /**
   * The moment that a date names.
   *
   * @return milliseconds since the epoch, or 0 if it names none
   */
  public static long millis(String date) {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from).toEpochMilli();
    } catch (DateTimeException noDate) {
      return 0;
    }
  }
}
