package dev.cloudrunauth.explain;

/** Text from elsewhere (a token, a host), made fit for a log line or a command. */
final class Printable {

  private static final int MOST_CHARACTERS = 200;

  private Printable() {}

  /** The text without what could pass for a line of somebody else's, and not without end. */
  static String text(String foreign) {
    var printable = new StringBuilder();
    for (int i = 0; i < foreign.length() && i < MOST_CHARACTERS; i++) {
      char c = foreign.charAt(i);
      boolean isVisible = c >= ' ' && c != '\u007f' && !isInvisible(c);
      printable.append(isVisible ? c : '?');
    }
    return foreign.length() > MOST_CHARACTERS ? printable + "…" : printable.toString();
  }

  /** The text if it can be pasted into a shell as it is, and a name to be replaced otherwise. */
  static String word(String foreign, String placeholder) {
    if (foreign.isEmpty() || foreign.length() > MOST_CHARACTERS || foreign.charAt(0) == '-') {
      return placeholder;
    }
    for (int i = 0; i < foreign.length(); i++) {
      char c = foreign.charAt(i);
      boolean isHarmless =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._@:/+".indexOf(c) >= 0;
      if (!isHarmless) {
        return placeholder;
      }
    }
    return foreign;
  }

  private static boolean isInvisible(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE;
  }
}
