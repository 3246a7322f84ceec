package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the agent says when its configuration is broken: what is wrong and where, and what to do. It
 * is one event, so that no line of the application's comes between, and so that Cloud Logging makes
 * one entry of it.
 */
final class FailureReport {

  private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

  private FailureReport() {}

  /**
   * Logs what is wrong.
   *
   * @param isStopping whether the JVM stops, because the configuration is strict
   */
  static void log(ConfigurationException broken, boolean isStopping) {
    LOG.error(
        "the configuration is broken, {}\n\n{}",
        isStopping
            ? "and it is strict: the JVM stops."
            : broken.strict()
                ? "and it is strict, but the application is already running: the agent stays inactive."
                : "the agent stays inactive and the application runs without it.",
        broken.getMessage());
  }

  /**
   * Logs that the application's {@code main} begins before the configuration is read.
   *
   * @param file the file's name; {@code null} for a default
   */
  static void logNotRead(@Nullable String file) {
    LOG.warn(
        "the configuration file {} has not been read yet: main begins without it. It will be"
            + " applied once it is read, but strict can no longer stop the JVM",
        file == null ? "in the working directory" : file);
  }
}
