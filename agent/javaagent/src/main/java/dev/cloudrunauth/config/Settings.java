package dev.cloudrunauth.config;

import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.client.Clients;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration, complete and valid. Immutable. */
public final class Settings {
  private final Enabled enabled;
  private final AudienceTable audiences;
  private final @Nullable String impersonate;
  private final Header header;
  private final OnFailure onFailure;
  private final Duration tokenTimeout;
  private final Set<String> clients;
  private final LogLevel logLevel;
  private final LogFormat logFormat;
  private final boolean strict;
  private final Map<Key, Place> places;
  private final List<Setting> effective;

  Settings(
      Values values, @Nullable String impersonate, OnFailure onFailure, AudienceList audiences) {
    this.enabled = values.choice(Key.ENABLED, Enabled.values());
    this.audiences = new AudienceTable(audiences.rules);
    this.impersonate = impersonate;
    this.header = values.choice(Key.HEADER, Header.values());
    this.onFailure = onFailure;
    this.tokenTimeout = values.duration(Key.TOKEN_TIMEOUT);
    this.clients = clients(values);
    this.logLevel = values.choice(Key.LOG_LEVEL, LogLevel.values());
    this.logFormat = values.choice(Key.LOG_FORMAT, LogFormat.values());
    this.strict = values.flag(Key.STRICT);
    this.places = values.places();
    this.effective = values.effective(audiences.settings());
  }

  /** Whether the agent is on. When {@link Enabled#FALSE}, the audiences may be empty. */
  public Enabled enabled() {
    return enabled;
  }

  /** Which requests get a token, and where they go. */
  public AudienceTable audiences() {
    return audiences;
  }

  /**
   * The service account for audiences that name none themselves, or {@code null} for the ambient
   * identity. The audiences of {@link #audiences()} carry it already.
   */
  public @Nullable String impersonate() {
    return impersonate;
  }

  /** The header that carries the token. */
  public Header header() {
    return header;
  }

  /**
   * What becomes of a request when no token can be had, for audiences that do not say it
   * themselves. The destinations in {@link #audiences()} carry it already.
   */
  public OnFailure onFailure() {
    return onFailure;
  }

  /** How long a request waits for its token: 100 milliseconds to one minute. */
  public Duration tokenTimeout() {
    return tokenTimeout;
  }

  private static Set<String> clients(Values values) {
    var on = new LinkedHashSet<String>();
    for (var client : Clients.woven()) {
      if (values.flag(Key.ofClient(client.id()))) {
        on.add(client.id());
      }
    }
    return on;
  }

  /** Whether the requests of the client with an id get tokens. */
  public boolean isOn(String clientId) {
    return clients.contains(clientId);
  }

  /** The ids of the clients whose requests get tokens, in the order of {@link Clients}. */
  public Set<String> clients() {
    return Collections.unmodifiableSet(clients);
  }

  /** How much the agent logs. */
  public LogLevel logLevel() {
    return logLevel;
  }

  /** How log lines look. */
  public LogFormat logFormat() {
    return logFormat;
  }

  /** Whether a broken configuration stops the JVM. */
  public boolean strict() {
    return strict;
  }

  /**
   * Where the value of a key comes from, {@code null} where the key has no value. For {@link
   * Key#CONFIG} it is the place that names the file, or the default file itself.
   */
  public @Nullable Place place(Key key) {
    return places.get(key);
  }

  /**
   * Every setting that has a value, each with where that comes from, in the order of {@link Key};
   * the audiences one by one. When {@link Enabled#FALSE} they are what was read before that was
   * known to be all that matters.
   */
  public List<Setting> effective() {
    return effective;
  }
}
