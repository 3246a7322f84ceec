package dev.cloudrunauth.launch;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.config.ConfigurationException;
import dev.cloudrunauth.config.ConfigurationReader;
import dev.cloudrunauth.config.Enabled;
import dev.cloudrunauth.config.Settings;
import dev.cloudrunauth.credentials.AmbientIdentity;
import dev.cloudrunauth.credentials.GoogleTokenSource;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.explain.NoToken;
import dev.cloudrunauth.instrumentation.HopPolicy;
import dev.cloudrunauth.management.ManagedAgent;
import dev.cloudrunauth.token.Ticker;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.weave.Weaver;
import java.io.File;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads the configuration and sets the agent up accordingly, while the application starts. A broken
 * configuration is told in one block, and the application runs without the agent, unless it asks to
 * be stopped by {@code strict}. For one thread at a time.
 */
final class Configuring {

  private static final int MOST_WILDCARD_AUDIENCES = 1_000;
  private static final int EXIT_STATUS = 1;

  private final Policies policies;
  private final Weaver weaver;
  private final DetectedClients detectedClients;
  private final FirstUse firstUse;

  Configuring(
      Policies policies, Weaver weaver, DetectedClients detectedClients, FirstUse firstUse) {
    this.policies = policies;
    this.weaver = weaver;
    this.detectedClients = detectedClients;
    this.firstUse = firstUse;
  }

  /** Reads the configuration that a start has, and applies it. */
  void configure(Launch launch) {
    policies.read(launch);
    try {
      var settings =
          ConfigurationReader.read(
              launch.argument(),
              launch.properties(),
              System.getenv(),
              new File("").getAbsoluteFile(),
              new FileRead(launch.gate()));
      launch.gate().open();
      apply(settings, launch.properties());
      launch.settle();
    } catch (ConfigurationException broken) {
      refuse(broken, launch);
    } finally {
      // Whatever is still open now is left alone for good.
      policies.authorizers.leaveUnchangedIfUnread();
    }
  }

  private void apply(Settings settings, Properties properties) {
    if (settings.enabled() == Enabled.FALSE) {
      weaver.stop();
      return;
    }
    LogSettings.apply(settings, System.getenv());
    var audiences = settings.audiences();
    var home = new File(properties.getProperty("user.home", ""));
    var identity = new AmbientIdentity(System.getenv(), home);
    var tokens =
        new TokenEngine(
            new GoogleTokenSource(identity),
            Ticker.system(),
            () -> ThreadLocalRandom.current().nextDouble(),
            policies.scheduler(),
            settings.tokenTimeout().toMillis(),
            audiences.fixedAudiences(),
            MOST_WILDCARD_AUDIENCES);
    var policy =
        new HopPolicy(
            audiences,
            tokens,
            settings.header(),
            settings.enabled() == Enabled.TRUE,
            firstUse::ofClient);
    var managed = new ManagedAgent(Version.text(), policy, tokens, weaver::woven);
    policies.managed.complete(managed);
    policies.authorizers.authorize(policy, settings::isOn, explainer());
    StartReport.log(settings, identity.expected(), properties.getProperty("java.version", ""));
    detectedClients.log();
    LastLine.logAtTheEnd(managed);
    var known = audiences.fixedAudiences();
    if (!known.isEmpty() && !settings.clients().isEmpty()) {
      firstUse.await(
          new Prefetch(known, tokens, policy),
          identity.comesFromFile() || isAnyImpersonated(known));
    }
  }

  private static boolean isAnyImpersonated(List<Audience> audiences) {
    for (var audience : audiences) {
      if (audience.impersonate() != null) {
        return true;
      }
    }
    return false;
  }

  private static Explainer explainer() {
    var ticker = Ticker.system();
    return new Explainer(ticker::wallMillis, ticker::steadyMillis);
  }

  /** The first problem stands for all: they are all told at the start. */
  private static String firstOf(ConfigurationException broken) {
    int more = broken.problems().size() - 1;
    return "its configuration is broken, "
        + broken.problems().get(0)
        + (more == 0 ? "" : " (and " + more + " more at the start of the log)");
  }

  private void refuse(ConfigurationException broken, Launch launch) {
    boolean isStopping = broken.strict() && launch.gate().hold();
    if (!isStopping) {
      launch.gate().open();
    }
    LogSettings.apply(broken, System.getenv());
    FailureReport.log(broken, isStopping);
    if (isStopping) {
      System.exit(EXIT_STATUS);
    }
    // Clients are woven all the same, so that a refusal can be explained when it comes.
    policies.authorizers.leaveUnchanged(NoToken.inactive(firstOf(broken)), explainer());
  }

  /** No lambda: main may be waiting, and the first lambda of a JVM is slow. */
  private static final class FileRead implements Runnable {

    private final MainGate gate;

    FileRead(MainGate gate) {
      this.gate = gate;
    }

    @Override
    public void run() {
      gate.fileIsRead();
    }
  }
}
