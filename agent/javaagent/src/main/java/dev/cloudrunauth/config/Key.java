package dev.cloudrunauth.config;

import org.jspecify.annotations.Nullable;

/**
 * The keys of the configuration, by the one name that each has everywhere: {@code log.level} in the
 * agent argument, {@code level} below {@code log} in the file, {@code cloudrunauth.log.level} as
 * system property, {@code CLOUD_RUN_AUTH_LOG_LEVEL} in the environment.
 */
public enum Key {
  /** The file to read; has no place in the file itself. */
  CONFIG("config", null),
  /** Whether the agent does anything at all. */
  ENABLED("enabled", "auto"),
  /** The services that get a token. */
  AUDIENCES("audiences", null),
  /** The service account that mints the tokens of audiences that name none themselves. */
  IMPERSONATE("impersonate", null),
  /** The header that carries the token. */
  HEADER("header", "auto"),
  /** What becomes of a request when no token can be had. */
  ON_FAILURE("on-failure", "fail"),
  /** How long a request waits for its token. */
  TOKEN_TIMEOUT("token-timeout", "5s"),
  /** Whether OkHttp's requests get tokens. */
  CLIENTS_OKHTTP("clients.okhttp", "true"),
  /** Whether the requests of java.net.http get tokens. */
  CLIENTS_JAVA_NET_HTTP("clients.java-net-http", "true"),
  /** How much the agent logs. */
  LOG_LEVEL("log.level", "info"),
  /** How log lines look. */
  LOG_FORMAT("log.format", "auto"),
  /** Whether a broken configuration stops the JVM. */
  STRICT("strict", "false");

  static final String PROPERTY_PREFIX = "cloudrunauth.";
  static final String VARIABLE_PREFIX = "CLOUD_RUN_AUTH_";
  private static final Key[] ALL = values();

  private final String text;
  private final @Nullable String defaultValue;

  Key(String text, @Nullable String defaultValue) {
    this.text = text;
    this.defaultValue = defaultValue;
  }

  /** The name, with a dot between the levels of the file. */
  public String text() {
    return text;
  }

  /** The value where no source gives one, or {@code null} when there is none. */
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
}
