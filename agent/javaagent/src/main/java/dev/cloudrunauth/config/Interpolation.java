package dev.cloudrunauth.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of the file, and replaces environment variables in them: ${NAME},
 * ${NAME:-default}, and $${ for a literal ${. A blank variable counts as unset, as with the shell's
 * :-, because no key accepts an empty text.
 */
final class Interpolation {
  private final Map<String, String> environment;
  private final Problems problems;

  Interpolation(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The one value of a key, with its variables, or {@code null} when there is a problem. */
  @Nullable ConfiguredValue value(String name, YamlNode node) {
    if (!(node instanceof YamlNode.Scalar)) {
      problems.add(node.place, name + " must be one value, not " + node.kind(), "Write one value");
      return null;
    }
    if (node.isNothing()) {
      problems.add(node.place, name + " has no value", "Write one, or remove the line");
      return null;
    }
    String text = interpolate((YamlNode.Scalar) node);
    if (text != null && text.isEmpty()) {
      problems.add(node.place, name + " is empty", "Write a value, or remove the line");
      return null;
    }
    return text == null ? null : new ConfiguredValue(text, node.place);
  }

  private @Nullable String interpolate(YamlNode.Scalar scalar) {
    String text = scalar.text;
    var value = new StringBuilder(text.length());
    int from = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
      if (open > from && text.charAt(open - 1) == '$') {
        value.append(text, from, open - 1).append("${");
        from = open + 2;
        continue;
      }
      value.append(text, from, open);
      int close = text.indexOf('}', open);
      if (close < 0) {
        problems.add(scalar.placeOf(open), "the ${ is not closed", "Write ${NAME}");
        return null;
      }
      String variable = variable(text.substring(open + 2, close), scalar.placeOf(open));
      if (variable == null) {
        return null;
      }
      value.append(variable);
      from = close + 1;
    }
    return value.append(text, from, text.length()).toString().strip();
  }

  private @Nullable String variable(String expression, Place place) {
    int separator = expression.indexOf(":-");
    String name = separator < 0 ? expression : expression.substring(0, separator);
    if (!isName(name)) {
      problems.add(
          place,
          Quoted.of("${" + expression + "}") + " is no environment variable",
          "Write ${NAME} or ${NAME:-default}");
      return null;
    }
    String value = environment.getOrDefault(name, "");
    if (!value.isBlank()) {
      return value;
    }
    if (separator >= 0) {
      return expression.substring(separator + 2);
    }
    problems.add(
        place,
        "the environment variable "
            + name
            + (environment.containsKey(name) ? " is empty" : " is not set"),
        "Set it, or write ${" + name + ":-default}");
    return null;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
