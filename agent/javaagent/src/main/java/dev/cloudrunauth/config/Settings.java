package dev.cloudrunauth.config;

import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.client.Clients;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A valid configuration, with all defaults. Immutable. */
public final class Settings {
  private final Enabled enabled;
  private final AudienceTable audiences;
  private final @Nullable String impersonate;
  private final boolean userCredentials;
  private final HeaderChoice header;
  private final OnFailure onFailure;
  private final Duration tokenTimeout;
  private final Set<String> clients;
  private final LogLevel logLevel;
  private final LogFormat logFormat;
  private final boolean strict;
  private final Map<Key, Place> places;
  private final List<Problem> notices;
  private final List<Setting> effective;

  Settings(
      Values values, @Nullable String impersonate, OnFailure onFailure, AudienceList audiences) {
    this.enabled = values.choice(Key.ENABLED, Enabled.values());
    this.audiences = new AudienceTable(audiences.rules());
    this.impersonate = impersonate;
    this.userCredentials = values.flag(Key.USER_CREDENTIALS);
    this.header = values.choice(Key.HEADER, HeaderChoice.values());
    this.onFailure = onFailure;
    this.tokenTimeout = values.duration(Key.TOKEN_TIMEOUT);
    this.clients = clients(values);
    this.logLevel = values.choice(Key.LOG_LEVEL, LogLevel.values());
    this.logFormat = values.choice(Key.LOG_FORMAT, LogFormat.values());
    this.strict = values.flag(Key.STRICT);
    this.places = values.places();
    this.notices = audiences.notices();
    this.effective = values.effective(audiences.settings());
  }

  /** Whether the agent is on. If {@link Enabled#FALSE}, the audiences may be empty. */
  public Enabled enabled() {
    return enabled;
  }

  /** Which requests get a token, and for which audience. */
  public AudienceTable audiences() {
    return audiences;
  }

  /**
   * The service account for audiences that name none themselves, or {@code null} for the ambient
   * identity. {@link #audiences()} already contains it.
   */
  public @Nullable String impersonate() {
    return impersonate;
  }

  /** Whether a person's own token may be sent. {@link #audiences()} already contains it. */
  public boolean userCredentials() {
    return userCredentials;
  }

  /** The header that carries the token. */
  public HeaderChoice header() {
    return header;
  }

  /**
   * Whether a request fails or is sent without a token when there is none, for audiences that do
   * not set it themselves. {@link #audiences()} already contains it.
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

  /** Whether the requests of a client get tokens. */
  public boolean isOn(String clientId) {
    return clients.contains(clientId);
  }

  /** The ids of the clients whose requests get tokens, in the order of {@link Clients}. */
  public Set<String> clients() {
    return Collections.unmodifiableSet(clients);
  }

  /** Which log lines are written. */
  public LogLevel logLevel() {
    return logLevel;
  }

  /** The format of log lines. */
  public LogFormat logFormat() {
    return logFormat;
  }

  /** Whether a broken configuration stops the JVM. */
  public boolean strict() {
    return strict;
  }

  /**
   * Where the value of a key comes from, or {@code null} if it has no value. For {@link Key#CONFIG}
   * it is the place that names the file, or the default file itself.
   */
  public @Nullable Place place(Key key) {
    return places.get(key);
  }

  /** Mistakes that leave single hosts without a token, and all else as it is configured. */
  public List<Problem> notices() {
    return notices;
  }

  /**
   * Every key that has a value, with where that comes from, in the order of {@link Key}; the
   * audiences one by one. If {@link Enabled#FALSE}, it has no audience and the other keys have
   * their defaults.
   */
  public List<Setting> effective() {
    return effective;
  }
}
