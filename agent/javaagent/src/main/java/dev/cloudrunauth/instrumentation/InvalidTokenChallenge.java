package dev.cloudrunauth.instrumentation;

import java.util.List;

/**
 * Reads the {@code WWW-Authenticate} headers of a 401, for a {@code Bearer} challenge that says
 * {@code error="invalid_token"} (RFC 6750, section 3; RFC 9110, section 11.6.1). For one thread.
 *
 * <p>It forgives what Cloud Run's front end leaves out: the comma between two parameters.
 */
final class InvalidTokenChallenge {

  /** What the front end says of every token that it refuses, and the service behind it does not. */
  private static final String FRONT_END = "The access token could not be verified";

  private final String text;
  private int at;
  private boolean bearer;
  private boolean invalidToken;
  private boolean frontEnd;

  private InvalidTokenChallenge(String text) {
    this.text = text;
  }

  /**
   * Whether an answer refuses the agent's token.
   *
   * @param headerValues the values of all {@code WWW-Authenticate} lines
   * @param besideAnother whether the request carried a credential of the application's own too. The
   *     challenge of a service would then be about that one, so that only the front end's counts
   */
  static boolean isIn(List<String> headerValues, boolean besideAnother) {
    for (int i = 0; i < headerValues.size(); i++) {
      var challenges = new InvalidTokenChallenge(headerValues.get(i));
      challenges.read();
      if (challenges.invalidToken && (challenges.frontEnd || !besideAnother)) {
        return true;
      }
    }
    return false;
  }

  private void read() {
    while (at < text.length()) {
      if (!isTokenCharacter(text.charAt(at))) {
        skip();
        continue;
      }
      var name = token();
      int afterName = at;
      skipSpace();
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        skipSpace();
        parameter(name, value());
      } else {
        at = afterName;
        bearer = name.equalsIgnoreCase("Bearer");
      }
    }
  }

  private void parameter(String name, String value) {
    if (bearer && name.equalsIgnoreCase("error")) {
      invalidToken |= value.equals("invalid_token");
    } else if (bearer && name.equalsIgnoreCase("error_description")) {
      frontEnd |= value.equals(FRONT_END);
    }
  }

  private String value() {
    return at < text.length() && text.charAt(at) == '"' ? quoted() : token();
  }

  private String quoted() {
    var value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at));
    }
    at++;
    return value.toString();
  }

  private String token() {
    int start = at;
    while (at < text.length() && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A comma, a space, or what belongs nowhere: a string in quotes is skipped as a whole. */
  private void skip() {
    if (text.charAt(at) == '"') {
      var unused = quoted();
    } else {
      at++;
    }
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /** RFC 9110, section 5.6.2; the slash is one of a token68's, which no parameter's name has. */
  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~/".indexOf(c) >= 0;
  }
}
