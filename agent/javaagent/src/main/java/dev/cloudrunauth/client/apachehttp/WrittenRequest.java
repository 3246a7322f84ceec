package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.HostHeader;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import dev.cloudrunauth.instrumentation.RequestFailure;
import dev.cloudrunauth.instrumentation.RequestTarget;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is about to be written, and the copy of it that is written instead. */
class WrittenRequest implements OutgoingRequest {

  private final HttpCore core;
  private final Object request;
  private final @Nullable String peer;
  private final int port;
  private @Nullable Object copy;

  /** The header value that the agent has set. */
  @Nullable String token;

  /**
   * A request.
   *
   * @param core what it is a message of
   * @param request an {@code HttpRequest}
   * @param peer the host whose name TLS verifies, or {@code null} for plain http
   * @param port the port of that host, or -1 for plain http
   */
  WrittenRequest(HttpCore core, Object request, @Nullable String peer, int port) {
    this.core = core;
    this.request = request;
    this.peer = peer;
    this.port = port;
  }

  @Override
  public final String scheme() {
    return peer == null ? "http" : "https";
  }

  /** Without TLS nobody has verified a name, and none is needed: such a hop gets no token. */
  @Override
  public final @Nullable String host() throws Throwable {
    return peer == null ? HostHeader.host(core.values(request, HostHeader.NAME)) : peer;
  }

  @Override
  public final int port() {
    return port;
  }

  /** A target that is a URL counts as one more {@code Host}, which servers prefer. */
  @Override
  public final List<String> headers(String name) throws Throwable {
    var values = values(name);
    var named = name.equals(HostHeader.NAME) ? RequestTarget.host(core.uri(request)) : null;
    if (named == null) {
      return values;
    }
    var all = new ArrayList<>(values);
    all.add(named);
    return all;
  }

  /** All values of a header, as the request has them. */
  List<String> values(String name) throws Throwable {
    return core.values(request, name);
  }

  @Override
  public void setHeader(String name, String value) throws Throwable {
    core.add(written(), name, value);
    token = value;
  }

  @Override
  public final void removeHeader(String name) throws Throwable {
    core.remove(written(), name);
  }

  private Object written() throws Throwable {
    if (copy == null) {
      copy = copy(request);
    }
    return copy;
  }

  /** What the agent changes in place of the request. */
  Object copy(Object original) throws Throwable {
    return core.copy(original);
  }

  /** The header value that the agent has set, or {@code null} if it has set none. */
  final @Nullable String token() {
    return token;
  }

  /** The copy that is written instead, or {@code null} if the request is written as it is. */
  final @Nullable Object copy() {
    return copy;
  }

  /**
   * Apache HttpClient tries a request again that failed with an {@link IOException}, but for a few
   * kinds that are the same in both generations. Of these, this one says what is the case: nothing
   * was sent.
   */
  static IOException notToBeRetried(RequestFailure failure) {
    var toThrow = failure.toThrow();
    if (failure.isCallersWish()) {
      return toThrow;
    }
    var exception = new ConnectException(toThrow.getMessage());
    exception.initCause(toThrow.getCause());
    return exception;
  }
}
