package dev.cloudrunauth.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The winning value of each key, by type. What is no value of that type becomes a problem. */
final class Values {
  private static final String[] BOOLEANS = {"false", "true"};
  private static final long MIN_MILLIS = 100;
  private static final long MAX_MILLIS = 60_000;

  private final Map<Key, Given> given;
  private final Problems problems;

  Values(Map<Key, Given> given, Problems problems) {
    this.given = given;
    this.problems = problems;
  }

  <E extends Enum<E>> E choice(Key key, E[] choices) {
    return Choice.of(key.text(), value(key), choices, problems);
  }

  boolean flag(Key key) {
    return Choice.indexOf(key.text(), value(key), List.of(BOOLEANS), problems) == 1;
  }

  @Nullable String serviceAccount(Key key) {
    Given account = given.get(key);
    return account == null ? null : ServiceAccount.check(account, problems);
  }

  Duration duration(Key key) {
    Given value = value(key);
    long millis = millis(value.text);
    if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
      problems.add(
          value.place,
          key.text() + " cannot be " + Quoted.of(value.text),
          "Write a whole number and a unit, from 100ms to 60s, such as 500ms, 5s or 1m");
    }
    return Duration.ofMillis(millis);
  }

  /** Where each value comes from; keys without a value and without a default are missing. */
  Map<Key, Place> places() {
    Map<Key, Place> places = new TreeMap<>();
    for (Key key : Key.all()) {
      if (given.containsKey(key) || key.defaultValue() != null) {
        places.put(key, value(key).place);
      }
    }
    return places;
  }

  /** The settings that have a value, with the audiences as they were understood. */
  List<Setting> effective(List<Setting> audiences) {
    List<Setting> effective = new ArrayList<>();
    for (Key key : Key.all()) {
      if (key == Key.AUDIENCES) {
        effective.addAll(audiences);
      } else if (given.containsKey(key) || key.defaultValue() != null) {
        Given value = value(key);
        effective.add(new Setting(key, value.text, value.place));
      }
    }
    return List.copyOf(effective);
  }

  private Given value(Key key) {
    Given value = given.get(key);
    return value != null ? value : new Given(String.valueOf(key.defaultValue()), Place.DEFAULT);
  }

  /** The milliseconds, or -1 when the text is no duration. */
  private static long millis(String text) {
    int digits = 0;
    long number = 0;
    while (digits < text.length() && digits < 9 && isDigit(text.charAt(digits))) {
      number = 10 * number + (text.charAt(digits) - '0');
      digits++;
    }
    if (digits == 0) {
      return -1;
    }
    switch (text.substring(digits)) {
      case "ms":
        return number;
      case "s":
        return 1_000 * number;
      case "m":
        return 60_000 * number;
      default:
        return -1;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
