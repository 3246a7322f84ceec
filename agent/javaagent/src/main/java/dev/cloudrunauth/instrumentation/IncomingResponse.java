package dev.cloudrunauth.instrumentation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response of a hop, and what was sent: a view of the client's own objects. For the thread that
 * has the response. Its body is never looked at.
 */
public interface IncomingResponse {

  /** The scheme of the hop's target; empty if it has none. */
  String scheme() throws Throwable;

  /** The host of the hop's target, or {@code null} if it has none. */
  @Nullable String host() throws Throwable;

  /** The port of the hop's target, or -1 for the default of its scheme. */
  int port() throws Throwable;

  /** The status code. */
  int status();

  /** All values of a header of the response, in any case of its name. */
  List<String> headers(String name) throws Throwable;

  /** The header value that the agent has sent, or {@code null} if it has sent none. */
  @Nullable String sentByAgent() throws Throwable;

  /** The first value of a header that the application has sent, or {@code null}. */
  @Nullable String sentByApplication(String name) throws Throwable;
}
