package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.Key;
import dev.cloudrunauth.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the agent says when it is ready: one line, and at debug each setting with its source. */
final class StartReport {

  private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

  private StartReport() {}

  /**
   * Logs the report.
   *
   * @param settings the configuration
   * @param identity whom the tokens will speak for, as far as that is known
   */
  static void log(Settings settings, String identity) {
    var rules = settings.audiences().rules();
    LOG.info(
        "{} ready, on Java {}: {} from {}, as {}, for {}",
        Version.text(),
        System.getProperty("java.version"),
        rules.size() == 1 ? "1 audience" : rules.size() + " audiences",
        settings.place(Key.AUDIENCES),
        settings.impersonate() == null
            ? identity
            : settings.impersonate() + " by way of " + identity,
        clients(settings));
    if (LOG.isDebugEnabled()) {
      for (var setting : settings.effective()) {
        LOG.debug("{}", setting);
      }
    }
  }

  private static String clients(Settings settings) {
    if (!settings.javaNetHttp()) {
      return settings.okHttp() ? "okhttp" : "no client";
    }
    return settings.okHttp() ? "java-net-http and okhttp" : "java-net-http";
  }
}
