package dev.cloudrunauth.audience;

/** A configured {@code https://HOST[:PORT]}, taken apart; the host is not looked at yet. */
final class OriginText {
  static final int DEFAULT_PORT = 443;
  static final String SCHEME = "https://";
  private static final int MAX_LENGTH = 300;
  private static final int MAX_PORT = 65_535;

  final String host;
  final int port;

  private OriginText(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Takes a text apart.
   *
   * @throws InvalidOriginException when it has other parts than scheme, host and port
   */
  static OriginText parse(String text) throws InvalidOriginException {
    checkCharacters(text);
    checkScheme(text);
    int end = endOfAuthority(text);
    checkTail(text, end);
    String authority = text.substring(SCHEME.length(), end);
    checkAuthority(authority);
    int colon = authority.indexOf(':');
    return colon < 0
        ? new OriginText(authority, DEFAULT_PORT)
        : new OriginText(authority.substring(0, colon), port(authority.substring(colon + 1)));
  }

  /** The inverse of {@link #parse}, without the default port. */
  static String of(String host, int port) {
    if (port == DEFAULT_PORT) {
      return SCHEME.concat(host);
    }
    return SCHEME + host + ':' + port;
  }

  private static void checkCharacters(String text) throws InvalidOriginException {
    if (text.isEmpty()) {
      throw new InvalidOriginException("it is empty", "Write an origin such as https://HOST");
    }
    if (text.length() > MAX_LENGTH) {
      throw new InvalidOriginException(
          "it is longer than " + MAX_LENGTH + " characters", "Write the origin alone");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        throw new InvalidOriginException(
            "an origin has no space and no control character in it", "Remove it");
      }
    }
  }

  private static void checkScheme(String text) throws InvalidOriginException {
    String lowerCase = AsciiCase.lower(text);
    if (lowerCase.startsWith(SCHEME)) {
      return;
    }
    if (lowerCase.startsWith("http:")) {
      throw new InvalidOriginException(
          "an audience must start with https://, because a token is never sent over plain http",
          "Write https:" + text.substring(5));
    }
    if (text.contains("://")) {
      throw new InvalidOriginException(
          "an audience must start with https://", "Write https://HOST");
    }
    throw new InvalidOriginException(
        "an audience must start with https://",
        "Write https://"
            + text
            + ", or, for an audience that is no origin, list its \"hosts\" beside it");
  }

  private static int endOfAuthority(String text) {
    for (int i = SCHEME.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return text.length();
  }

  /** One slash at the end is what people paste and what variables hold: it changes nothing. */
  private static void checkTail(String text, int end) throws InvalidOriginException {
    if (end == text.length() || (text.charAt(end) == '/' && end == text.length() - 1)) {
      return;
    }
    char first = text.charAt(end);
    String part = first == '?' ? "query" : first == '#' ? "fragment" : "path";
    throw new InvalidOriginException(
        "an audience is the origin only, without a " + part,
        (text.indexOf('@') >= 0 ? "Write the origin alone" : "Write " + text.substring(0, end))
            + ", or, where the audience really has one, list its \"hosts\" beside it");
  }

  private static void checkAuthority(String authority) throws InvalidOriginException {
    if (authority.indexOf('@') >= 0) {
      throw new InvalidOriginException(
          "an origin has no user name and no password", "Remove what stands before the @");
    }
    if (authority.startsWith("[")) {
      throw new InvalidOriginException(
          "an IPv6 address cannot be an audience", "Write a host name");
    }
    if (authority.isEmpty() || authority.startsWith(":")) {
      throw new InvalidOriginException("the host is missing", "Write https://HOST");
    }
  }

  private static int port(String text) throws InvalidOriginException {
    int port = 0;
    boolean valid = !text.isEmpty() && text.length() <= 5;
    for (int i = 0; valid && i < text.length(); i++) {
      char c = text.charAt(i);
      valid = c >= '0' && c <= '9';
      port = 10 * port + (c - '0');
    }
    if (!valid || port == 0 || port > MAX_PORT) {
      throw new InvalidOriginException(
          "the port must be a number from 1 to " + MAX_PORT, "Correct it");
    }
    return port;
  }
}
