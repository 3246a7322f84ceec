package dev.cloudrunauth.local.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as people write them: a whole number and {@code ms}, {@code s}, {@code m} or {@code h}. */
public final class Times {

  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

  private Times() {}

  /** Returns the time, or nothing if it is not written so. */
  public static Optional<Duration> parse(String text) {
    var time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(time.group(1));
    return Optional.of(
        switch (time.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  /** Returns the time with its sign, or nothing if it is not written so. */
  public static Optional<Duration> parseSigned(String text) {
    if (text.startsWith("+")) {
      return parse(text.substring(1));
    }
    return text.startsWith("-") ? parse(text.substring(1)).map(Duration::negated) : parse(text);
  }

  /** Returns how people would write it. */
  public static String text(Duration time) {
    long millis = time.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0 || seconds == 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }

  static String signed(Duration offset) {
    return (offset.isNegative() ? "-" : "+") + text(offset.abs());
  }
}
