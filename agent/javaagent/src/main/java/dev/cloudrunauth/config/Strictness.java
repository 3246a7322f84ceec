package dev.cloudrunauth.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Whether the configuration may be strict, told at a glance and without parsing: then it has to be
 * read before {@code main}. To be wrong in this direction costs a little start-up time and nothing
 * else.
 */
public final class Strictness {

  private static final String KEY = "strict";
  private static final String OFF = "strict: false";
  private static final int GLANCE_BYTES = 1 << 16;

  private Strictness() {}

  /**
   * Whether {@code strict} may be set. Takes the same sources as {@link ConfigurationReader#read}.
   *
   * @param argument what stands behind {@code -javaagent:…=}, or {@code null}
   * @param properties the system properties
   * @param environment the environment variables
   * @return false only if it is not set anywhere
   */
  public static boolean isPossible(
      @Nullable String argument, Properties properties, Map<String, String> environment) {
    if (properties.getProperty(Key.PROPERTY_PREFIX + KEY) != null
        || environment.containsKey(Key.VARIABLE_PREFIX + "STRICT")) {
      return true;
    }
    if (argument != null && argument.indexOf('=') >= 0) {
      return argument.contains(KEY) || argument.contains("config");
    }
    if (argument != null && !argument.isEmpty()) {
      return isInFile(argument);
    }
    var named =
        properties.getProperty(
            Key.PROPERTY_PREFIX + "config", environment.get(Key.VARIABLE_PREFIX + "CONFIG"));
    return named == null
        ? isInFile(ConfigurationFile.DEFAULT_PATH) || isInFile(ConfigurationFile.SHORT_DEFAULT_PATH)
        : isInFile(named);
  }

  private static boolean isInFile(String name) {
    var file = new File(name);
    if (!file.isFile()) {
      return false;
    }
    try (var in = new FileInputStream(file)) {
      var text = new String(in.readNBytes(GLANCE_BYTES), StandardCharsets.UTF_8);
      return isInText(text);
    } catch (IOException unreadable) {
      return false;
    }
  }

  static boolean isInText(String text) {
    for (int at = text.indexOf(KEY); at >= 0; at = text.indexOf(KEY, at + 1)) {
      boolean startsLine = at == 0 || text.charAt(at - 1) == '\n';
      if (startsLine && !text.startsWith(OFF, at)) {
        return true;
      }
    }
    return false;
  }
}
