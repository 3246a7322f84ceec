package dev.cloudrunauth.log;

/**
 * Strings as JSON has them, each in one line. They consist of visible ASCII, so that they are valid
 * whatever charset the output has.
 */
public final class JsonText {

  private static final char REPLACEMENT = '\ufffd';

  private JsonText() {}

  /**
   * Writes a string with its quotes.
   *
   * @param json where to
   * @param value any text; half a surrogate pair is replaced, as no JSON parser need take it
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
      } else if (c >= ' ' && c < 0x7f) {
        json.append(c);
      } else {
        escape(json, isHalfPair(value, i) ? REPLACEMENT : c);
      }
    }
    return json.append('"');
  }

  private static void escape(StringBuilder json, char c) {
    json.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      json.append(Character.forDigit(c >> shift & 15, 16));
    }
  }

  private static boolean isHalfPair(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
