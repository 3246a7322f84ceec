package dev.cloudrunauth.local.identity;

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

  /** Issues a token that lives as long as tokens do here. */
  public AccessToken issue(String principal) {
    return issue(principal, lifetime);
  }

  /**
   * Issues a token.
   *
   * @param principal whom it stands for: an e-mail, or the {@code principal://} of a federation
   * @param longest how long it may live at most
   */
  public AccessToken issue(String principal, Duration longest) {
    var length = longest.compareTo(lifetime) < 0 ? longest : lifetime;
    var expiresAt = Instant.ofEpochSecond(clock.instant().plus(length).getEpochSecond());
    var token = new AccessToken("ya29." + UUID.randomUUID(), expiresAt);
    holders.put(token.value(), new Holder(principal, expiresAt));
    return token;
  }

  /** Returns the fields with which OAuth hands over a token. */
  public Map<String, Object> fields(AccessToken token) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("access_token", token.value());
    fields.put("expires_in", Duration.between(clock.instant(), token.expiresAt()).toSeconds());
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
