package dev.cloudrunauth.local.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class Suggestion {

  private static final int FAR = 2;

  private Suggestion() {}

  /** Returns the nearest word if it is near, as the end of a sentence. */
  static String didYouMean(String written, Collection<String> words) {
    return nearest(written, words).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  private static Optional<String> nearest(String written, Collection<String> words) {
    return words.stream()
        .filter(word -> distance(written, word) <= FAR)
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /** How many letters are to be put in, left out or changed: Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
