package dev.cloudrunauth.instrumentation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response of a hop: a view of the client's own objects. For the thread that has the response.
 * Its body is never looked at.
 */
public interface IncomingResponse {

  /** The status code. */
  int status();

  /** All values of a header of the response, in any case of its name. */
  List<String> headers(String name) throws Throwable;

  /** The request that was answered. */
  OutgoingRequest request() throws Throwable;

  /** The header value that the agent has sent with it, or {@code null} if it has sent none. */
  @Nullable String sentByAgent() throws Throwable;
}
