package dev.cloudrunauth.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value as it was written, and its place. Each type has its method; a text that is no value of
 * the type is added to the problems. With a problem there are no settings, so the result of the
 * method is then not used.
 */
final class ConfiguredValue {
  private static final String[] BOOLEANS = {"false", "true"};
  private static final long MIN_MILLIS = 100;
  private static final long MAX_MILLIS = 60_000;

  final String text;
  final Place place;

  ConfiguredValue(String text, Place place) {
    this.text = text;
    this.place = place;
  }

  /** The constant whose name this is, in lower case and with hyphens. */
  <E extends Enum<E>> E choice(String name, E[] choices, Problems problems) {
    List<String> words = new ArrayList<>();
    for (E choice : choices) {
      words.add(choice.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return choices[indexIn(words, name, problems)];
  }

  boolean flag(String name, Problems problems) {
    return indexIn(List.of(BOOLEANS), name, problems) == 1;
  }

  Duration duration(String name, Problems problems) {
    long millis = millis();
    if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
      add(
          problems,
          name,
          "Write a whole number and a unit, from 100ms to 60s, such as 500ms, 5s or 1m");
    }
    return Duration.ofMillis(millis);
  }

  /** The e-mail address of a service account, or {@code null} when there is a problem. */
  @Nullable String serviceAccount(Problems problems) {
    if (isServiceAccount()) {
      return text;
    }
    add(
        problems,
        "impersonate",
        "Write the e-mail address of a service account, NAME@PROJECT.iam.gserviceaccount.com");
    return null;
  }

  private int indexIn(List<String> words, String name, Problems problems) {
    int index = words.indexOf(text.toLowerCase(Locale.ROOT));
    if (index >= 0) {
      return index;
    }
    add(problems, name, DidYouMean.advice(text, words));
    return 0;
  }

  private void add(Problems problems, String name, String toDo) {
    problems.add(place, name + " cannot be " + Quoted.of(text), toDo);
  }

  /** The milliseconds, or -1 when the text is not a duration. */
  private long millis() {
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

  /** The address becomes part of a URL, so it must not contain anything else. */
  private boolean isServiceAccount() {
    int at = text.indexOf('@');
    if (at < 1 || at != text.lastIndexOf('@') || text.startsWith(".", at + 1)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'z') && !isDigit(c) && c != '-' && c != '.' && c != '@') {
        return false;
      }
    }
    return text.endsWith(".gserviceaccount.com");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
