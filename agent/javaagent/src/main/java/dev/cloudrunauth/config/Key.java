package dev.cloudrunauth.config;

import dev.cloudrunauth.client.Clients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the configuration, in the order in which they are shown. Each has one name
 * everywhere: {@code log.level} in the agent argument, {@code level} below {@code log} in the file,
 * {@code cloudrunauth.log.level} as system property, {@code CLOUD_RUN_AUTH_LOG_LEVEL} in the
 * environment. Each client that is woven has a key. Immutable.
 */
public final class Key implements Comparable<Key> {

  private static final List<Key> ALL = new ArrayList<>();
  private static final String CLIENTS_PREFIX = "clients.";

  /** The file to read; not allowed in the file itself. */
  public static final Key CONFIG = new Key("config", null);

  /** Whether the agent is on. */
  public static final Key ENABLED = new Key("enabled", "auto");

  /** The services whose requests get a token. */
  public static final Key AUDIENCES = new Key("audiences", null);

  /** The service account to impersonate, for audiences that name none themselves. */
  public static final Key IMPERSONATE = new Key("impersonate", null);

  /** Whether a person who has logged in through gcloud speaks for the application. */
  public static final Key USER_CREDENTIALS = new Key("user-credentials", "false");

  /** The header that carries the token. */
  public static final Key HEADER = new Key("header", "auto");

  /** Whether a request fails or is sent without a token when there is none. */
  public static final Key ON_FAILURE = new Key("on-failure", "fail");

  /** How long a request waits for its token. */
  public static final Key TOKEN_TIMEOUT = new Key("token-timeout", "5s");

  static {
    for (var client : Clients.woven()) {
      new Key(CLIENTS_PREFIX.concat(client.id()), "true");
    }
  }

  /** Which log lines are written. */
  public static final Key LOG_LEVEL = new Key("log.level", "info");

  /** The format of log lines. */
  public static final Key LOG_FORMAT = new Key("log.format", "auto");

  /** Whether a broken configuration stops the JVM. */
  public static final Key STRICT = new Key("strict", "false");

  static final String PROPERTY_PREFIX = "cloudrunauth.";
  static final String VARIABLE_PREFIX = "CLOUD_RUN_AUTH_";
  private final String text;
  private final @Nullable String defaultValue;
  private final int position;

  private Key(String text, @Nullable String defaultValue) {
    this.text = text;
    this.defaultValue = defaultValue;
    position = ALL.size();
    ALL.add(this);
  }

  /** All keys, in their order. */
  public static List<Key> all() {
    return Collections.unmodifiableList(ALL);
  }

  /**
   * The key that switches a client on and off.
   *
   * @param id the client's {@linkplain dev.cloudrunauth.instrumentation.Library#id id}
   * @throws IllegalArgumentException if no client that is woven has it
   */
  public static Key ofClient(String id) {
    var key = named(CLIENTS_PREFIX.concat(id));
    if (key == null) {
      throw new IllegalArgumentException("no client has the id " + id);
    }
    return key;
  }

  /** The name, with a dot between the levels of the file. */
  public String text() {
    return text;
  }

  /** The value if no source has one, or {@code null} without a default. */
  public @Nullable String defaultValue() {
    return defaultValue;
  }

  /** The name of the system property. */
  public String property() {
    return PROPERTY_PREFIX.concat(text);
  }

  /** The name of the environment variable. */
  public String variable() {
    char[] name = text.toCharArray();
    for (int i = 0; i < name.length; i++) {
      char c = name[i];
      name[i] = c == '-' || c == '.' ? '_' : Character.toUpperCase(c);
    }
    return VARIABLE_PREFIX.concat(new String(name));
  }

  static @Nullable Key named(String text) {
    for (Key key : ALL) {
      if (key.text.equals(text)) {
        return key;
      }
    }
    return null;
  }

  @Override
  public int compareTo(Key other) {
    return position - other.position;
  }

  @Override
  public String toString() {
    return text;
  }
}
