package dev.cloudrunauth.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a value that must be one of a few words. */
final class Choice {
  private Choice() {}

  /** The constant that is written in lower case, with hyphens. */
  static <E extends Enum<E>> E of(String name, Given value, E[] choices, Problems problems) {
    List<String> words = new ArrayList<>();
    for (E choice : choices) {
      words.add(choice.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return choices[indexOf(name, value, words, problems)];
  }

  /** With a problem there are no settings, so any index will do then. */
  static int indexOf(String name, Given value, List<String> words, Problems problems) {
    int index = words.indexOf(value.text.toLowerCase(Locale.ROOT));
    if (index >= 0) {
      return index;
    }
    String meant = DidYouMean.closest(value.text, words);
    problems.add(
        value.place,
        name + " cannot be " + Quoted.of(value.text),
        meant == null
            ? "Write one of " + String.join(", ", words)
            : "Did you mean \"" + meant + "\"?");
    return 0;
  }
}
