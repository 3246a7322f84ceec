package dev.cloudrunauth.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the known name that was probably meant by an unknown one. */
final class DidYouMean {
  private DidYouMean() {}

  /** What to write in place of an unknown name: the closest known name, or any of them. */
  static String advice(String unknown, List<String> known) {
    String meant = closest(unknown, known);
    if (meant != null) {
      return "Did you mean \"" + meant + "\"?";
    }
    return "Write one of " + String.join(", ", known);
  }

  /** The closest known name, if at most a third of the letters of {@code unknown} differ. */
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

  /**
   * The Damerau-Levenshtein distance: how many letters must be inserted, removed, replaced or
   * swapped with their neighbours. Case is ignored.
   */
  private static int distance(String one, String other) {
    int[][] distance = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int replaced = distance[i - 1][j - 1] + (same(one, i, other, j) ? 0 : 1);
        int shifted = 1 + Math.min(distance[i - 1][j], distance[i][j - 1]);
        distance[i][j] = Math.min(replaced, shifted);
        if (i > 1 && j > 1 && same(one, i, other, j - 1) && same(one, i - 1, other, j)) {
          distance[i][j] = Math.min(distance[i][j], 1 + distance[i - 2][j - 2]);
        }
      }
    }
    return distance[one.length()][other.length()];
  }

  private static boolean same(String one, int i, String other, int j) {
    return Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
  }
}
