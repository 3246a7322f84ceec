package dev.cloudrunauth.demo;

/** Colours on a terminal that wants them, and nothing elsewhere. */
enum Ink {
  PLAIN,
  COLOURED;

  /** Finds out, by the convention of <a href="https://no-color.org">NO_COLOR</a>. */
  @SuppressWarnings("SystemConsoleNull") // The POM starts the demo with jdk.console=java.base.
  static Ink ofThisTerminal() {
    String noColor = System.getenv("NO_COLOR");
    boolean wanted = noColor == null || noColor.isEmpty();
    return wanted && System.console() != null ? COLOURED : PLAIN;
  }

  String bold(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  private String paint(String code, String text) {
    return this == PLAIN ? text : "\033[" + code + "m" + text + "\033[0m";
  }
}
