package dev.cloudrunauth.log;

/** Strings as JSON has them, each in one line. */
public final class JsonText {

  private JsonText() {}

  /**
   * Writes a string with its quotes.
   *
   * @param json where to
   * @param value any text
   * @return {@code json}
   */
  public static StringBuilder quote(StringBuilder json, String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '\n') {
        json.append("\\n");
      } else if (c < ' ') {
        json.append("\\u00").append(c >> 4).append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }
}
