package dev.cloudrunauth.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a log what the agent says of refused calls: a line, and those indented below it. */
final class Explanations {

  private static final Pattern FIRST_LINE =
      Pattern.compile("cloud-run-auth: WARN (https?://\\S+ answered (\\d{3}|[A-Z_]+): .*)");

  private Explanations() {}

  static List<String> in(List<String> log) {
    var explanations = new ArrayList<String>();
    split(log, explanations, new ArrayList<>());
    return explanations;
  }

  static List<String> without(List<String> log) {
    var rest = new ArrayList<String>();
    split(log, new ArrayList<>(), rest);
    return rest;
  }

  private static void split(List<String> log, List<String> explanations, List<String> rest) {
    boolean isInside = false;
    for (var line : log) {
      var first = FIRST_LINE.matcher(line);
      if (first.matches()) {
        explanations.add(first.group(1));
        isInside = true;
      } else if (isInside && line.startsWith("  ")) {
        int last = explanations.size() - 1;
        explanations.set(last, explanations.get(last) + "\n" + line);
      } else {
        isInside = false;
        rest.add(line);
      }
    }
  }
}
