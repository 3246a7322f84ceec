package dev.cloudrunauth.config;

import dev.cloudrunauth.text.Printable;

/**
 * Where a value comes from: a line of the file, the agent argument, a command's option, a system
 * property, an environment variable, or the default. Immutable.
 */
public final class Place {
  static final Place ARGUMENT = new Place("agent argument");
  static final Place DEFAULT = new Place("default");

  private final String text;
  private final int line;
  private final int column;

  private Place(String text) {
    this(text, 0, 0);
  }

  private Place(String text, int line, int column) {
    this.text = text;
    this.line = line;
    this.column = column;
  }

  static Place option(String name) {
    return new Place("option ".concat(name));
  }

  static Place property(String name) {
    return new Place("system property ".concat(name));
  }

  static Place variable(String name) {
    return new Place("environment variable ".concat(name));
  }

  static Place file(String path) {
    return new Place(path);
  }

  /** A place in a file; line and column count from 1. */
  static Place file(String path, int line, int column) {
    return new Place(path, line, column);
  }

  /** The place of a character in the text of a file. */
  static Place inText(String path, String text, int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return file(path, line, 1 + text.codePointCount(lineStart, index));
  }

  /** Orders places by line and column; those that have none come first. */
  int compareLine(Place other) {
    return line == other.line
        ? Integer.compare(column, other.column)
        : Integer.compare(line, other.line);
  }

  /**
   * The place as messages and reports show it: {@code config/cloud-run-auth.yaml:7:5}, {@code agent
   * argument}, {@code option --config}, {@code system property cloudrunauth.header}, {@code
   * environment variable CLOUD_RUN_AUTH_HEADER} or {@code default}.
   */
  @Override
  public String toString() {
    return Printable.line(line == 0 ? text : text + ':' + line + ':' + column);
  }
}
