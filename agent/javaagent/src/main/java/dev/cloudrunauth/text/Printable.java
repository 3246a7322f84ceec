package dev.cloudrunauth.text;

/**
 * Text from elsewhere (a token, a host, a response), made fit for a message or a command. Whatever
 * a terminal would obey and nobody would see, such as an escape sequence, a line break or a change
 * of the reading direction, is shown by its number: <code>&#92;u001b</code>.
 */
public final class Printable {

  private static final int MAX_LENGTH = 200;

  private Printable() {}

  /** The text in one line, shortened where it is very long. */
  public static String text(String foreign) {
    return text(foreign, MAX_LENGTH);
  }

  /**
   * The text in one line.
   *
   * @param foreign any text
   * @param maxLength after how many characters it is cut off
   */
  public static String text(String foreign, int maxLength) {
    if (foreign.length() <= maxLength) {
      return line(foreign);
    }
    boolean splitsPair = Character.isHighSurrogate(foreign.charAt(maxLength - 1));
    return line(foreign.substring(0, splitsPair ? maxLength - 1 : maxLength)) + "…";
  }

  /** The text in one line, however long it is. */
  public static String line(String foreign) {
    return printable(foreign, false);
  }

  /** The text with its line feeds, for an output that others write to as well. */
  public static String lines(String text) {
    return printable(text, true);
  }

  /** The text if it can be pasted into a shell as it is, and a name to be replaced otherwise. */
  public static String word(String foreign, String placeholder) {
    if (foreign.isEmpty() || foreign.length() > MAX_LENGTH || foreign.charAt(0) == '-') {
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

  private static String printable(String text, boolean keepLineFeeds) {
    StringBuilder printable = null;
    int length;
    for (int i = 0; i < text.length(); i += length) {
      int character = text.codePointAt(i);
      length = Character.charCount(character);
      if (isVisible(character) || (keepLineFeeds && character == '\n')) {
        if (printable != null) {
          printable.appendCodePoint(character);
        }
        continue;
      }
      if (printable == null) {
        printable = new StringBuilder().append(text, 0, i);
      }
      for (int half = i; half < i + length; half++) {
        escape(text.charAt(half), printable);
      }
    }
    return printable == null ? text : printable.toString();
  }

  private static void escape(char c, StringBuilder text) {
    String hex = Integer.toHexString(c);
    text.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
  }

  private static boolean isVisible(int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.SURROGATE: // half a character
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.UNASSIGNED:
      case Character.PRIVATE_USE:
        return false;
      default:
        return true;
    }
  }
}
