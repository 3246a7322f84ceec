package dev.cloudrunauth.local.identity;

import dev.cloudrunauth.local.fault.Minting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Issues access tokens and knows whose they are. Threads may share it. */
public final class AccessTokens {

  private final Clock clock;
  private final Duration lifetime;
  private final Map<String, Holder> holders = new ConcurrentHashMap<>();
  private final Map<String, AccessToken> last = new ConcurrentHashMap<>();

  /**
   * Starts with no token issued.
   *
   * @param clock by which they expire
   * @param lifetime of a token, unless a shorter one is asked for
   */
  public AccessTokens(Clock clock, Duration lifetime) {
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /** Issues a token that lives as long as tokens do here, unless the minting is odd. */
  public AccessToken issue(String principal, Minting minting) {
    return issue(principal, lifetime, minting);
  }

  /**
   * Issues a token.
   *
   * @param principal whom it stands for: an e-mail, or the {@code principal://} of a federation
   * @param longest how long it may live at most
   * @param minting what is to be odd about it; as garbage it is a token that nobody knows
   */
  public AccessToken issue(String principal, Duration longest, Minting minting) {
    var old = last.get(principal);
    if (minting.again() && old != null) {
      return old;
    }
    var usual = minting.lifetime().orElse(lifetime);
    var length = longest.compareTo(usual) < 0 ? longest : usual;
    var expiresAt = Instant.ofEpochSecond(clock.instant().plus(length).getEpochSecond());
    String value = "ya29." + UUID.randomUUID();
    var token = new AccessToken(value, expiresAt.plus(minting.offset()));
    if (minting.garbage().isEmpty()) {
      holders.put(value, new Holder(principal, expiresAt));
      last.put(principal, token);
    }
    return token;
  }

  /** Issues a token and returns the fields with which OAuth hands it over. */
  public Map<String, Object> fields(String principal, Minting minting) {
    var token = issue(principal, minting);
    var now = clock.instant().plus(minting.offset());
    var fields = new LinkedHashMap<String, Object>();
    fields.put("access_token", token.value());
    fields.put("expires_in", Duration.between(now, token.expiresAt()).toSeconds());
    fields.put("token_type", "Bearer");
    return fields;
  }

  /** Returns whom a token stands for, if it was issued here and is still valid. */
  public Optional<String> principalOf(String token) {
    return Optional.ofNullable(holders.get(token))
        .filter(holder -> clock.instant().isBefore(holder.until()))
        .map(Holder::principal);
  }

  private record Holder(String principal, Instant until) {}
}
