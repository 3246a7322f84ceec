package dev.cloudrunauth.explain;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads the strings and numbers of a JSON object, each as text; what is nested is skipped. It is
 * for the payload of a token that somebody else has made: where it is no JSON, what was read so far
 * is all there is. For one thread.
 */
final class JsonScalars {

  private final String json;
  private final Map<String, String> scalars = new HashMap<>();
  private int at;

  private JsonScalars(String json) {
    this.json = json;
  }

  /** The scalars by their names; none if this is no JSON object. */
  static Map<String, String> in(String json) {
    var reader = new JsonScalars(json);
    reader.object();
    return reader.scalars;
  }

  private void object() {
    if (next() != '{') {
      return;
    }
    at++;
    while (next() == '"') {
      var name = string();
      if (next() != ':') {
        return;
      }
      at++;
      char first = next();
      if (first == '"') {
        scalars.putIfAbsent(name, string());
      } else if (first == '{' || first == '[') {
        skipNested();
      } else {
        scalars.putIfAbsent(name, bare());
      }
      if (next() != ',') {
        return;
      }
      at++;
    }
  }

  /** The next character that is no space, or a NUL at the end. */
  private char next() {
    while (at < json.length() && json.charAt(at) <= ' ') {
      at++;
    }
    return at < json.length() ? json.charAt(at) : '\0';
  }

  private String string() {
    var text = new StringBuilder();
    for (at++; at < json.length() && json.charAt(at) != '"'; at++) {
      text.append(json.charAt(at) == '\\' ? escaped() : json.charAt(at));
    }
    at++;
    return text.toString();
  }

  private char escaped() {
    at++;
    if (at >= json.length()) {
      return '?';
    }
    char c = json.charAt(at);
    if (c != 'u' || at + 4 >= json.length()) {
      return "bfnrtu".indexOf(c) >= 0 ? '?' : c;
    }
    int code = 0;
    for (int i = 1; i <= 4; i++) {
      int digit = Character.digit(json.charAt(at + i), 16);
      if (digit < 0) {
        return '?';
      }
      code = 16 * code + digit;
    }
    at += 4;
    return (char) code;
  }

  private String bare() {
    int start = at;
    while (at < json.length() && ",}] \t\r\n".indexOf(json.charAt(at)) < 0) {
      at++;
    }
    return json.substring(start, at);
  }

  private void skipNested() {
    int depth = 0;
    while (at < json.length()) {
      char c = json.charAt(at);
      if (c == '"') {
        var unused = string();
        continue;
      }
      at++;
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 0) {
          return;
        }
      }
    }
  }
}
