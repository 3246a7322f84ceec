package dev.cloudrunauth.config;

/** A value in a message: in quotes, on one line, of bounded length, without a password. */
final class Quoted {
  private static final int MAX_LENGTH = 100;

  private Quoted() {}

  static String of(String value) {
    String shown = withoutUserInfo(value);
    var quoted = new StringBuilder().append('"');
    for (int i = 0; i < shown.length(); i++) {
      if (i == MAX_LENGTH) {
        quoted.append('…');
        break;
      }
      append(shown.charAt(i), quoted);
    }
    return quoted.append('"').toString();
  }

  /** Also what only looks like a blank or turns the reading direction is shown by its number. */
  private static void append(char c, StringBuilder quoted) {
    int type = Character.getType(c);
    if (Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR) {
      String hex = Integer.toHexString(c);
      quoted.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
    } else {
      quoted.append(c);
    }
  }

  private static String withoutUserInfo(String value) {
    int scheme = value.indexOf("://");
    int at = value.lastIndexOf('@');
    return scheme >= 0 && at > scheme
        ? value.substring(0, scheme + 3) + "…" + value.substring(at)
        : value;
  }
}
