package dev.cloudrunauth.client.grpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Metadata with a token as its only header, encoded once: metadata that it is merged into shares
 * its bytes. Threads share it.
 */
final class TokenHeaders {

  private static final int MAX_TOKENS = 64;

  private final Api api;
  private final Object key;
  private final Map<String, Object> byValue = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param key that of the header
   */
  TokenHeaders(Api api, Object key) {
    this.api = api;
    this.key = key;
  }

  /** That with a header value. Nobody changes it. */
  Object of(String value) throws Throwable {
    var known = byValue.get(value);
    if (known != null) {
      return known;
    }
    if (byValue.size() >= MAX_TOKENS) {
      byValue.clear();
    }
    var made = api.newMetadata();
    api.put(made, key, value);
    byValue.put(value, made);
    return made;
  }
}
