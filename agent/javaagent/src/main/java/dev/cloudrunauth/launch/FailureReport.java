package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.ConfigurationException;
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

  static void log(ConfigurationException broken) {
    LOG.error(
        "the configuration is broken, {}\n\n{}",
        broken.strict()
            ? "and it is strict: the JVM stops."
            : "the agent stays inactive and the application runs without it.",
        broken.getMessage());
  }
}
