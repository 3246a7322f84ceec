package dev.cloudrunauth.token;

import dev.cloudrunauth.text.Printable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the first token of each audience: the sign that everything is well, after which there is
 * nothing more to say. Of very many audiences, as wildcards can bring, it logs the first hundred.
 * Threads may share it.
 */
final class FirstTokens {

  private static final Logger LOG = LoggerFactory.getLogger(FirstTokens.class);
  private static final int MOST = 100;

  private final Ticker ticker;
  private final AtomicInteger logged = new AtomicInteger();

  FirstTokens(Ticker ticker) {
    this.ticker = ticker;
  }

  void log(IdToken token) {
    if (logged.get() < MOST && logged.getAndIncrement() < MOST) {
      var principal = token.principal();
      LOG.info(
          "First ID token for {} as {}, expires in {} s",
          Printable.text(token.audience()),
          principal == null ? "an account that it does not name" : Printable.text(principal),
          (token.expiresAtMillis() - ticker.wallMillis()) / 1_000);
    }
  }
}
