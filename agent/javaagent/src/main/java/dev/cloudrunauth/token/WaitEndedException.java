package dev.cloudrunauth.token;

import java.io.IOException;

/**
 * Nobody needs the token any longer: the agent was switched off while a caller waited. It is no
 * failure of the source's, and the request goes on without a token, even if the agent is switched
 * on again before the caller notices.
 */
public final class WaitEndedException extends IOException {

  WaitEndedException(String aud) {
    super("the wait for an ID token for " + aud + " was ended");
  }
}
