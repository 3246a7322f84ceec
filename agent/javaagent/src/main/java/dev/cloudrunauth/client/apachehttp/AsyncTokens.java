package dev.cloudrunauth.client.apachehttp;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which token was sent with a request that is in flight over an asynchronous connection. Many are,
 * and are answered in any order. Any thread may ask.
 */
final class AsyncTokens {

  private static final Map<Object, String> SENT = Collections.synchronizedMap(new WeakHashMap<>());

  private AsyncTokens() {}

  static void note(Object request, @Nullable String token) {
    if (token == null) {
      SENT.remove(request);
    } else {
      SENT.put(request, token);
      LoggedTokens.add(token);
    }
  }

  /** It was not sent after all. */
  static void forget(Object request) {
    SENT.remove(request);
  }

  static @Nullable String sentWith(Object request) {
    return SENT.get(request);
  }
}
