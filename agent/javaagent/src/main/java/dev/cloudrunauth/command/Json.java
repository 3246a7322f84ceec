package dev.cloudrunauth.command;

import dev.cloudrunauth.log.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers, truth values and {@code null} as JSON, in one line. */
final class Json {

  private Json() {}

  static String of(@Nullable Object value) {
    var json = new StringBuilder();
    write(json, value);
    return json.toString();
  }

  private static void write(StringBuilder json, @Nullable Object value) {
    if (value instanceof Map) {
      char separator = '{';
      for (var entry : ((Map<?, ?>) value).entrySet()) {
        JsonText.quote(json.append(separator), String.valueOf(entry.getKey())).append(':');
        write(json, entry.getValue());
        separator = ',';
      }
      json.append(separator == '{' ? "{}" : "}");
    } else if (value instanceof Iterable) {
      char separator = '[';
      for (var element : (Iterable<?>) value) {
        write(json.append(separator), element);
        separator = ',';
      }
      json.append(separator == '[' ? "[]" : "]");
    } else if (value instanceof String) {
      JsonText.quote(json, (String) value);
    } else {
      json.append(value);
    }
  }
}
