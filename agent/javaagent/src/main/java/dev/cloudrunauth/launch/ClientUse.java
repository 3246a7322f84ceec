package dev.cloudrunauth.launch;

import dev.cloudrunauth.weave.Hop;
import dev.cloudrunauth.weave.Weaver;

/**
 * Sees from the weaving of a class that the application begins to use an HTTP client.
 *
 * <p>Classes that are woven while the weaver starts do not count: an AOT cache brought them along,
 * before {@code main}. Then the first request that needs a token tells.
 */
final class ClientUse implements Weaver.Preparation {

  private final Weaver.Preparation hook;
  private final FirstUse firstUse;
  private volatile boolean counts;

  ClientUse(Weaver.Preparation hook, FirstUse firstUse) {
    this.hook = hook;
    this.firstUse = firstUse;
  }

  /** The weaver has started: what is woven from now on is loaded by the application. */
  void count() {
    counts = true;
  }

  @Override
  public void prepare(Hop hop) {
    hook.prepare(hop);
    if (counts) {
      firstUse.ofClient();
    }
  }
}
