package dev.cloudrunauth.acceptance.clients;

/** Something that not every client can do. A test that needs it leaves those clients out. */
public enum Feature {
  HTTP_2,
  /** A body waits for {@code 100 Continue}, also over HTTP/2. */
  EXPECTATION_OVER_HTTP_2,
  /** The application is offered what the server pushes. */
  PUSH,
  WEB_SOCKET,
  /** The response may begin while the request's body is still being written. */
  DUPLEX_BODY,
  /** There is an API of its own for a body whose length is known beforehand. */
  FIXED_LENGTH_BODY,
  INTERCEPTORS,
  CACHE,
  /** Hosts share a connection, and an event tells which host's it is. */
  COALESCED_CONNECTION,
  /** The client logs in at a proxy that asks for a password. */
  PROXY_PASSWORD,
  /** The client logs in at a server that asks for a password. */
  LOGIN,
  /** The client tries again on another connection if a server closes one without a response. */
  RETRY,
  /** The application may set {@code Host}. */
  HOST_HEADER,
  /** The application's {@code Host} is sent as {@code :authority}. */
  HOST_HEADER_OVER_HTTP_2,
  /** The application may choose what the first line of a request names. */
  REQUEST_TARGET,
  /** Many requests share a connection at the same time. */
  MULTIPLEXING
}
