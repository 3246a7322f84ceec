package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers each call as the test has written down, and notes when it came. */
final class ScriptedSource implements TokenSource {

  /** What one call of the source does. */
  interface Answer {
    IdToken to(Audience audience) throws TokenSourceException;
  }

  private final ManualTime time;
  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<Long> callMillis = new ArrayList<>();

  ScriptedSource(ManualTime time) {
    this.time = time;
  }

  ScriptedSource then(Answer answer) {
    script.add(answer);
    return this;
  }

  /** A token of the given time to live; its text ends in the name. */
  ScriptedSource thenToken(String name, long lifeMillis) {
    return then(audience -> token(name, audience.aud(), time.wallMillis() + lifeMillis));
  }

  ScriptedSource thenFailure(boolean retryable, long retryAfterMillis) {
    return then(
        audience -> {
          throw new TokenSourceException("the source is ill", retryable, retryAfterMillis, null);
        });
  }

  /** Drops what has not been asked for. */
  ScriptedSource forget() {
    script.clear();
    return this;
  }

  static IdToken token(String name, String aud, long expiresAtMillis) {
    return new IdToken("eyJ.secret." + name, aud, "robot@example.com", expiresAtMillis, 0);
  }

  int calls() {
    return callMillis.size();
  }

  /** The pauses between the calls. */
  List<Long> pauses() {
    var pauses = new ArrayList<Long>();
    for (int i = 1; i < callMillis.size(); i++) {
      pauses.add(callMillis.get(i) - callMillis.get(i - 1));
    }
    return pauses;
  }

  @Override
  public String identity(Audience audience) {
    var principal = audience.impersonate();
    return principal == null ? "the default robot" : principal;
  }

  @Override
  public IdToken mint(Audience audience, long limitMillis) throws TokenSourceException {
    callMillis.add(time.steadyMillis());
    if (script.isEmpty()) {
      throw new AssertionError("the script does not have call " + callMillis.size());
    }
    return script.remove().to(audience);
  }
}
