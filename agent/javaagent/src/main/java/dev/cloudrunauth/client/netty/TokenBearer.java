package dev.cloudrunauth.client.netty;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose token is put into what Netty writes. For the event loop of its connection. */
interface TokenBearer {

  Netty netty();

  /** The name of the header with the token. */
  String name();

  /** The header value that the agent sends, or {@code null} if it sends none. */
  @Nullable String value();

  /** The token could not be written. */
  void dropToken();

  /** Why the request is not sent after all, or {@code null}. */
  @Nullable IOException cancelled() throws Throwable;

  /** Whether a context is one of the connection that the token is for. */
  boolean isOnConnection(Object context) throws Throwable;
}
