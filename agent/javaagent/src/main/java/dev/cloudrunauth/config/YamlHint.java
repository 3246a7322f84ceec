package dev.cloudrunauth.config;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What to do about the YAML errors that are common in this file. */
final class YamlHint {
  private YamlHint() {}

  static String of(String text, MarkedYamlEngineException e) {
    if (e.getProblemMark().isEmpty()) {
      return "Correct it";
    }
    Mark mark = e.getProblemMark().get();
    String line = line(text, mark.getLine());
    if (mark.getColumn() < line.length() && line.charAt(mark.getColumn()) == '\t') {
      return "Indent with spaces";
    }
    if (String.valueOf(e.getContext()).contains("flow") && line.contains("${")) {
      return "Between brackets or braces, put quotes around a value with ${…}";
    }
    if (String.valueOf(e.getContext()).contains("alias")) {
      return "Put quotes around a value that starts with a *";
    }
    return "Check this line and the one before";
  }

  private static String line(String text, int number) {
    int start = 0;
    for (int i = 0; i < number; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    int end = text.indexOf('\n', start);
    return text.substring(start, end < 0 ? text.length() : end);
  }
}
