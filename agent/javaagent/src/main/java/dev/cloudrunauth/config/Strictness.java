package dev.cloudrunauth.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Whether the configuration may be strict: then {@code main} waits until it is parsed. This
 * searches for the word and does not parse; {@link ConfigurationReader} alone decides. A wrong yes
 * costs some start-up time, a wrong no would start {@code main} too early.
 *
 * <p>It is one class that uses no other, because {@code main} always waits for it.
 */
public final class Strictness {

  private static final String WORD = "strict";
  private static final String OFF = "false";
  private static final int MAX_BYTES = ConfigurationFile.MAX_BYTES;

  private Strictness() {}

  /**
   * Whether {@code strict} may be set. Takes the same sources as {@link ConfigurationReader#read}.
   * It reads the configuration if that is a regular file, and opens no other, because a pipe can be
   * read only once.
   *
   * @param argument what follows {@code -javaagent:…=}, or {@code null}
   * @param properties the system properties
   * @param environment the environment variables
   * @return false only if it is not set anywhere
   */
  public static boolean isPossible(
      @Nullable String argument, Properties properties, Map<String, String> environment) {
    if (unlessBlank(properties.getProperty(Key.PROPERTY_PREFIX + WORD)) != null
        || unlessBlank(environment.get(Key.VARIABLE_PREFIX + "STRICT")) != null
        || (argument != null && argument.contains(WORD))) {
      return true;
    }
    var named = fileName(argument, properties, environment);
    return named == null
        ? isPossibleIn(ConfigurationFile.DEFAULT_PATH)
            || isPossibleIn(ConfigurationFile.SHORT_DEFAULT_PATH)
        : isPossibleIn(named);
  }

  /**
   * The name of the configuration file, or {@code null} where none is named and a default is looked
   * for. Takes the same sources as {@link #isPossible}.
   */
  public static @Nullable String fileName(
      @Nullable String argument, Properties properties, Map<String, String> environment) {
    var named = inArgument(argument);
    if (named == null) {
      named = unlessBlank(properties.getProperty(Key.PROPERTY_PREFIX + "config"));
    }
    return named == null ? unlessBlank(environment.get(Key.VARIABLE_PREFIX + "CONFIG")) : named;
  }

  private static @Nullable String inArgument(@Nullable String argument) {
    if (argument == null || argument.indexOf('=') < 0) {
      return unlessBlank(argument);
    }
    String named = null;
    int start = 0;
    while (named == null && start <= argument.length()) {
      int comma = argument.indexOf(',', start);
      int end = comma < 0 ? argument.length() : comma;
      int equals = argument.indexOf('=', start);
      if (equals >= 0
          && equals < end
          && argument.substring(start, equals).strip().equals("config")) {
        named = unlessBlank(argument.substring(equals + 1, end));
      }
      start = end + 1;
    }
    return named;
  }

  private static @Nullable String unlessBlank(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static boolean isPossibleIn(String name) {
    var file = new File(name);
    if (!file.isFile()) {
      return file.exists();
    }
    try (var in = new FileInputStream(file)) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return true;
      }
      var text = new String(bytes, StandardCharsets.UTF_8);
      return isMentioned(text) || hasEscape(text);
    } catch (IOException unreadable) {
      return true;
    }
  }

  /**
   * Whether a text has the word {@code strict}, except in lines that are comments and in {@code
   * strict: false}. This also decides for a file that cannot be parsed.
   *
   * @param text the file decoded as UTF-8; if it is UTF-16, that adds zeros between the letters
   */
  static boolean isMentioned(String text) {
    if (text.indexOf('\0') >= 0) {
      return isMentioned(text.replace("\0", ""));
    }
    for (int at = text.indexOf(WORD); at >= 0; at = text.indexOf(WORD, at + 1)) {
      int end = at + WORD.length();
      if (!isPartOfWord(text, at - 1)
          && !isPartOfWord(text, end)
          && !isOff(text, end)
          && !isComment(text, at)) {
        return true;
      }
    }
    return false;
  }

  /** In double quotes, the key may have escapes, such as {@code "str\x69ct"}. */
  private static boolean hasEscape(String text) {
    for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
      if (!isComment(text, at)) {
        return true;
      }
    }
    return false;
  }

  /** Host names may contain it: {@code https://district.example.com}. */
  private static boolean isPartOfWord(String text, int index) {
    if (index < 0 || index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '/';
  }

  private static boolean isOff(String text, int end) {
    int value = end;
    while (value < text.length() && "\"': \t".indexOf(text.charAt(value)) >= 0) {
      value++;
    }
    return text.regionMatches(true, value, OFF, 0, OFF.length());
  }

  private static boolean isComment(String text, int at) {
    int start = at;
    while (start > 0 && !isLineBreak(text.charAt(start - 1))) {
      start--;
    }
    while (text.charAt(start) == ' ' || text.charAt(start) == '\t') {
      start++;
    }
    return text.charAt(start) == '#';
  }

  /** Also those of YAML 1.1, which the parser may accept. */
  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }
}
