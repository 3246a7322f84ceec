package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.ConfigurationException;
import dev.cloudrunauth.config.Settings;
import dev.cloudrunauth.credentials.CloudRunEnvironment;
import dev.cloudrunauth.log.LogFormat;
import dev.cloudrunauth.log.LogOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Sets the agent's own log up as the configuration says. */
final class LogSettings {

  private LogSettings() {}

  static void apply(Settings settings, Map<String, String> environment) {
    LogOutput.set(level(settings), format(settings.logFormat(), environment));
  }

  /** What a broken configuration says of the form; it is told whatever it says of the level. */
  static void apply(ConfigurationException broken, Map<String, String> environment) {
    LogOutput.set(Level.INFO, format(broken.logFormat(), environment));
  }

  /** What can be known before the configuration is read. */
  static void applyDefaults(Map<String, String> environment) {
    LogOutput.set(Level.INFO, format(dev.cloudrunauth.config.LogFormat.AUTO, environment));
  }

  private static @Nullable Level level(Settings settings) {
    var name = settings.logLevel().name();
    return name.equals("OFF") ? null : Level.valueOf(name);
  }

  /** Where nothing is said: JSON on Cloud Run, whose log reads it, and text elsewhere. */
  private static LogFormat format(
      dev.cloudrunauth.config.LogFormat wanted, Map<String, String> environment) {
    switch (wanted) {
      case TEXT:
        return LogFormat.TEXT;
      case JSON:
        return LogFormat.JSON;
      case AUTO:
        break;
    }
    return CloudRunEnvironment.isIn(environment) ? LogFormat.JSON : LogFormat.TEXT;
  }
}
