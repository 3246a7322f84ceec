package dev.cloudrunauth.instrumentation;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hop that is about to be sent: a view of the client's own objects. For one thread at a time.
 *
 * <p>The target is what the client connects to and whose certificate it verifies, never what the
 * {@code Host} header says.
 */
public interface OutgoingRequest {

  /** The scheme of the target, or {@code null} if it has none. */
  @Nullable String scheme() throws Throwable;

  /** The host of the target, or {@code null} if it has none. */
  @Nullable String host() throws Throwable;

  /** The port of the target, or -1 for the default of its scheme. */
  int port() throws Throwable;

  /**
   * The values of a header, without one that the agent has set before: those that the application
   * has set, its interceptors or its authenticator.
   *
   * @param name its name, in any case
   * @return {@code null} or an empty list if there are none
   */
  @Nullable List<String> headers(String name) throws Throwable;

  /**
   * Sets a header on this hop alone. The application never sees it.
   *
   * @param name a header that the hop does not have
   * @param value its value
   */
  void setHeader(String name, String value) throws Throwable;

  /** Leaves a header of the application's out of this hop. The application still sees it. */
  void removeHeader(String name) throws Throwable;

  /**
   * Removes the header that the agent has set at an earlier try of this hop. By default there is
   * none, because a client starts each try with the application's request.
   */
  default void removeToken() throws Throwable {}

  /**
   * How long the application waits for the response, in milliseconds, where a blocking client has
   * no other way to end the hop; 0 for no limit.
   */
  default long timeoutMillis() throws Throwable {
    return 0;
  }

  /** Why the application no longer wants the hop, or {@code null}. Polled while it waits. */
  default @Nullable IOException cancelled() throws Throwable {
    return null;
  }
}
