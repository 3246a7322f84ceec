package dev.cloudrunauth.client.apachehttp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which token was sent with a request that is in flight over an asynchronous connection. Many are,
 * and are answered in any order. Any thread may ask.
 */
final class AsyncTokens {

  private static final Map<Object, String> SENT = Collections.synchronizedMap(new WeakHashMap<>());

  /** Of those over HTTP/2, the compressed bytes. */
  private static final Map<Object, byte[]> ENCODED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private AsyncTokens() {}

  static void note(Object request, @Nullable String token) {
    if (token != null) {
      SENT.put(request, token);
    }
  }

  static void noteEncoded(Object request, byte[] token) {
    ENCODED.put(request, token);
  }

  static @Nullable String sentWith(Object request) {
    return SENT.get(request);
  }

  /** What logs of bytes must not show: each token that is in flight, in each of its forms. */
  static List<byte[]> inFlight() {
    List<byte[]> forms = new ArrayList<>();
    synchronized (SENT) {
      for (var token : new LinkedHashSet<>(SENT.values())) {
        forms.add(token.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    synchronized (ENCODED) {
      forms.addAll(ENCODED.values());
    }
    return forms;
  }
}
