package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.Key;
import dev.cloudrunauth.config.Setting;
import dev.cloudrunauth.config.Settings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the agent says when it is ready: one line, and at debug each setting with its source. */
final class StartReport {

  private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

  private static final int MAX_AUDIENCES = 100;

  private StartReport() {}

  /**
   * Logs the report.
   *
   * @param settings the configuration
   * @param identity whom the tokens will speak for, as far as that is known
   * @param javaVersion the version of the JVM
   */
  static void log(Settings settings, String identity, String javaVersion) {
    var rules = settings.audiences().rules();
    LOG.info(
        "{} ready, on Java {}: {} from {}, as {}, for {}",
        Version.text(),
        javaVersion,
        rules.size() == 1 ? "1 audience" : rules.size() + " audiences",
        settings.place(Key.AUDIENCES),
        settings.impersonate() == null
            ? identity
            : settings.impersonate() + " by way of " + identity,
        clients(settings));
    for (var notice : settings.notices()) {
      LOG.warn("{}", notice);
    }
    if (settings.userCredentials()) {
      LOG.info(
          "user-credentials: where a person has logged in through gcloud, exact run.app audiences get"
              + " that person's own ID token. It is not bound to a service: whoever receives it can"
              + " call any Cloud Run service that the person may call");
    }
    if (LOG.isDebugEnabled()) {
      logEach(settings.effective());
    }
  }

  /** A list of audiences can be longer than a log should be. */
  private static void logEach(List<Setting> settings) {
    int audiences = 0;
    for (var setting : settings) {
      if (setting.key() != Key.AUDIENCES || ++audiences <= MAX_AUDIENCES) {
        LOG.debug("{}", setting);
      }
    }
    if (audiences > MAX_AUDIENCES) {
      LOG.debug("audiences: {} more, which explain-config shows", audiences - MAX_AUDIENCES);
    }
  }

  private static String clients(Settings settings) {
    return settings.clients().isEmpty() ? "no client" : String.join(", ", settings.clients());
  }
}
