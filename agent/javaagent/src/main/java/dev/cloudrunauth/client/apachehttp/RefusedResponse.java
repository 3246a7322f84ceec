package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A response that may be a refusal, on its way from the connection to where its request is. Few
 * are: a thread that has none touches no thread-local as long as no other has.
 */
final class RefusedResponse {

  private static final AtomicInteger NOTED = new AtomicInteger();
  private static final ThreadLocal<@Nullable RefusedResponse> OF_THREAD = new ThreadLocal<>();

  private final HttpCore core;

  /** Whoever uses a connection by itself never takes the note; nothing is held for it. */
  private final WeakReference<Object> response;

  private final @Nullable String peer;
  private final int port;
  private final @Nullable String sentByAgent;

  /**
   * A response.
   *
   * @param core what it is a message of
   * @param response an {@code HttpResponse}
   * @param peer the host whose name TLS has verified, or {@code null} for plain http
   * @param port the port of its other end, or -1 for plain http
   * @param sentByAgent the header value that the agent has sent, or {@code null}
   */
  RefusedResponse(
      HttpCore core,
      Object response,
      @Nullable String peer,
      int port,
      @Nullable String sentByAgent) {
    this.core = core;
    this.response = new WeakReference<>(response);
    this.peer = peer;
    this.port = port;
    this.sentByAgent = sentByAgent;
  }

  /** This thread has received it. */
  void note() {
    if (OF_THREAD.get() == null) {
      NOTED.incrementAndGet();
    }
    OF_THREAD.set(this);
  }

  /** What this thread has noted about a response; only once. */
  static @Nullable RefusedResponse taken(Object response) {
    var refused = NOTED.get() == 0 ? null : OF_THREAD.get();
    if (refused == null || refused.response.get() != response) {
      return null;
    }
    OF_THREAD.set(null);
    NOTED.decrementAndGet();
    return refused;
  }

  /** Has an authorizer look at it. */
  void look(Authorizer authorizer, Object received, Object request) throws Throwable {
    authorizer.received(
        new IncomingResponse(
            core.status(received),
            name -> core.values(received, name),
            new WrittenRequest(core, request, peer, port),
            sentByAgent));
  }
}
