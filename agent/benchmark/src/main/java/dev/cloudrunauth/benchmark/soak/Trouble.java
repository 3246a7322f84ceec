package dev.cloudrunauth.benchmark.soak;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Response;
import java.time.Duration;
import java.time.Instant;

/** The ways in which the metadata server fails. */
enum Trouble {
  /** It answers 503. */
  UNAVAILABLE("503") {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return Fault.status(503);
    }
  },

  /** It answers 500. */
  INTERNAL_ERROR("500") {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return Fault.status(500);
    }
  },

  /** It answers 429, and not to ask again for a second. */
  TOO_MANY_REQUESTS("429 with Retry-After: 1", 1_000) {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return Fault.answer(Response.text(429, "slow down\n").with("Retry-After", "1"));
    }
  },

  /** Each answer takes a second. */
  SLOW("answers late by 1 s", 1_000) {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return Fault.delay(Duration.ofSeconds(1));
    }
  },

  /** It says nothing to anybody until the episode is over, and then answers all. */
  HANG("hangs, then answers") {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return Fault.delay(Duration.ofMillis(leftMillis));
    }
  },

  /** It closes the connection instead of answering. */
  HANG_UP("hangs up") {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return Fault.disconnect();
    }
  },

  /** It answers with a page. */
  WEB_PAGE("a web page") {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return Fault.answer(Response.html(200, "<html><body>Welcome</body></html>"));
    }
  },

  /** It answers with a token that has ended. */
  DEAD_TOKEN("a dead token") {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return token(cloudRun, Soak.services(cloudRun).get(0), Duration.ofMinutes(-1));
    }
  },

  /** It answers with a good token for a service that nobody calls. */
  FOREIGN_TOKEN("a foreign token") {
    @Override
    Fault fault(LocalCloudRun cloudRun, long leftMillis) {
      return token(cloudRun, "https://elsewhere-4fjx2k-uc.a.run.app", Duration.ofHours(1));
    }
  };

  private final String words;
  private final int aftermathMillis;

  Trouble(String words) {
    this(words, 0);
  }

  Trouble(String words, int aftermathMillis) {
    this.words = words;
    this.aftermathMillis = aftermathMillis;
  }

  /** For how long it keeps whoever comes at its last moment. */
  int aftermathMillis() {
    return aftermathMillis;
  }

  /**
   * What happens to a request.
   *
   * @param leftMillis how long the episode goes on
   */
  abstract Fault fault(LocalCloudRun cloudRun, long leftMillis);

  private static Fault token(LocalCloudRun cloudRun, String audience, Duration left) {
    var end = Instant.now().plus(left);
    return Fault.body(cloudRun.issueToken(audience, LocalCloudRun.DEFAULT_PRINCIPAL, end));
  }

  @Override
  public String toString() {
    return words;
  }
}
