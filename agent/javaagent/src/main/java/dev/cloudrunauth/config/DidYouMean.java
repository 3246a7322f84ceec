package dev.cloudrunauth.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody meant. */
final class DidYouMean {
  private DidYouMean() {}

  /** The clause that follows an unknown name: the one that was meant, or all that there are. */
  static String clause(String unknown, List<String> known) {
    String meant = closest(unknown, known);
    if (meant != null) {
      return "did you mean \"" + meant + "\"?";
    }
    return "known are " + String.join(", ", known);
  }

  /** The known name that a third of typing errors at most turn into {@code unknown}. */
  static @Nullable String closest(String unknown, List<String> known) {
    String closest = null;
    int least = Math.max(1, unknown.length() / 3) + 1;
    for (String name : known) {
      if (Math.abs(name.length() - unknown.length()) < least) {
        int distance = distance(unknown, name);
        if (distance < least) {
          closest = name;
          least = distance;
        }
      }
    }
    return closest;
  }

  /** Levenshtein's distance: insertions, deletions and replacements, ignoring case. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        char a = Character.toLowerCase(one.charAt(i - 1));
        char b = Character.toLowerCase(other.charAt(j - 1));
        int replaced = diagonal + (a == b ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
