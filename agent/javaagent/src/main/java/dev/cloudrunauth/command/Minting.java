package dev.cloudrunauth.command;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.config.Settings;
import dev.cloudrunauth.credentials.AmbientIdentity;
import dev.cloudrunauth.credentials.GoogleTokenSource;
import dev.cloudrunauth.token.Ticker;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenSourceException;
import dev.cloudrunauth.token.TokenThreads;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/** Mints as the agent does, each audience once. For one thread. */
final class Minting {

  private final GoogleTokenSource source;
  private final TokenEngine tokens;
  private final Map<Audience, Minted> minted = new HashMap<>();

  Minting(Settings settings) {
    source =
        new GoogleTokenSource(
            new AmbientIdentity(System.getenv(), new File(System.getProperty("user.home", ""))));
    var audiences = settings.audiences().fixedAudiences();
    tokens =
        new TokenEngine(
            source,
            Ticker.system(),
            () -> ThreadLocalRandom.current().nextDouble(),
            new TokenThreads(),
            settings.tokenTimeout().toMillis(),
            audiences,
            Integer.MAX_VALUE);
  }

  /**
   * Who mints.
   *
   * @throws TokenSourceException if there is nobody
   */
  String identity() throws TokenSourceException {
    return source.findIdentity();
  }

  /** The token for an audience, or why there is none. */
  Minted token(Audience audience) {
    return minted.computeIfAbsent(audience, this::mint);
  }

  private Minted mint(Audience audience) {
    try {
      return Minted.token(audience, tokens.token(audience).get());
    } catch (ExecutionException failure) {
      var cause = failure.getCause();
      return Minted.nothing(audience, String.valueOf(cause == null ? failure : cause.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Minted.nothing(audience, "interrupted");
    }
  }
}
