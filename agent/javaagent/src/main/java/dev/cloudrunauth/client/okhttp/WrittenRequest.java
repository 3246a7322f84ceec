package dev.cloudrunauth.client.okhttp;

import dev.cloudrunauth.instrumentation.OutgoingRequest;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is about to be written, and the copy of it that is written instead. */
final class WrittenRequest implements OutgoingRequest {

  private final Requests requests;
  private final Object request;
  private final @Nullable Object writer;
  private @Nullable Object builder;
  private @Nullable String token;

  /**
   * A request.
   *
   * @param requests the methods of its copy of OkHttp
   * @param request an {@code okhttp3.Request}
   * @param writer the exchange or codec that is about to write it
   */
  WrittenRequest(Requests requests, Object request, @Nullable Object writer) {
    this.requests = requests;
    this.request = request;
    this.writer = writer;
  }

  @Override
  public String scheme() throws Throwable {
    return requests.scheme(request);
  }

  @Override
  public String host() throws Throwable {
    return requests.host(request);
  }

  @Override
  public int port() throws Throwable {
    return requests.port(request);
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return requests.headers(request, name);
  }

  /** The value has no line breaks and no characters beyond ASCII: few versions look. */
  @Override
  public void setHeader(String name, String value) throws Throwable {
    requests.addHeader(builder(), name, value);
    token = value;
  }

  @Override
  public void removeHeader(String name) throws Throwable {
    requests.removeHeader(builder(), name);
  }

  private Object builder() throws Throwable {
    if (builder == null) {
      builder = requests.newBuilder(request);
    }
    return builder;
  }

  /** HTTP/2 would still send the head of a call that was cancelled before it had a stream. */
  @Override
  public @Nullable IOException cancelled() throws Throwable {
    var calls = writer == null ? null : Calls.of(writer.getClass());
    return calls != null && writer != null && calls.isCanceled(writer)
        ? new IOException("Canceled")
        : null;
  }

  /** The header value that the agent has set, or {@code null} if it has set none. */
  @Nullable String token() {
    return token;
  }

  /** The request itself, or a copy with what was set. */
  Object written() throws Throwable {
    return builder == null ? request : requests.build(builder);
  }

  /**
   * OkHttp takes an {@link IOException} for a failure of the connection and tries again, over a
   * healthy HTTP/2 connection without end. The one kind that no version of it retries is this one.
   */
  static IOException notToBeRetried(RequestFailure failure) {
    var toThrow = failure.toThrow();
    if (failure.isCallersWish()) {
      return toThrow;
    }
    var exception = new ProtocolException(toThrow.getMessage());
    exception.initCause(toThrow.getCause());
    return exception;
  }
}
