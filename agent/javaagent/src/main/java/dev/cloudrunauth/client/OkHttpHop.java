package dev.cloudrunauth.client;

import dev.cloudrunauth.audience.Destination;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp, where a codec is about to write the head of a request. The request that it writes is
 * replaced by a copy with the header; the copy lives in that method alone, so that interceptors,
 * listeners, the response and a redirect never see it.
 *
 * <p>OkHttp calls on a thread that may block: the caller's own, or its dispatcher's.
 */
public final class OkHttpHop implements BiFunction<Object, @Nullable Object, Object> {

  private final ConfiguredPolicy policy;
  private final boolean waitsOnly;

  private OkHttpHop(ConfiguredPolicy policy, boolean waitsOnly) {
    this.policy = policy;
    this.waitsOnly = waitsOnly;
  }

  /**
   * The adapter where OkHttp writes the head of a request: it sets the header.
   *
   * @param policy what the configuration says, once it is read
   */
  public static OkHttpHop authorizing(ConfiguredPolicy policy) {
    return new OkHttpHop(policy, false);
  }

  /**
   * The adapter one step above: it waits until there is a token, or fails the request, and leaves
   * it as it is.
   *
   * @param policy as for {@link #authorizing}
   */
  public static OkHttpHop waiting(ConfiguredPolicy policy) {
    return new OkHttpHop(policy, true);
  }

  /**
   * The request that is written in place of the one given.
   *
   * @param request an {@code okhttp3.Request}
   * @param writer what is about to write it: an exchange or a codec of OkHttp's
   * @return the request itself, or a copy with the token. Where the request must fail for want of a
   *     token, it throws an {@link IOException}, which the method's signature cannot say
   */
  @Override
  public Object apply(Object request, @Nullable Object writer) {
    try {
      return authorized(request, writer);
    } catch (RequestFailure deliberate) {
      throw Undeclared.exception(
          deliberate.isCallersWish() ? deliberate.toThrow() : notToBeRetried(deliberate.toThrow()));
    } catch (Throwable fault) {
      Faults.log("okhttp", fault);
      return request;
    }
  }

  private Object authorized(Object request, @Nullable Object writer) throws Throwable {
    var requests = OkHttpRequests.of(request.getClass());
    var now = policy.isRead() ? policy.now() : whenConfigured(requests, request, writer);
    if (now == null) {
      return request;
    }
    var destination = destination(now, requests, request);
    if (destination == null) {
      if (!waitsOnly) {
        now.passed();
      }
      return request;
    }
    if (waitsOnly && now.cachedHeaderValue(destination.audience()) != null) {
      return request;
    }
    var header = header(now, requests, request);
    var value = header == null ? null : valueOrWait(now, destination, writer);
    if (waitsOnly) {
      return request;
    }
    SentTokens.note(request, value);
    if (header == null || value == null) {
      now.passed();
      return request;
    }
    return requests.withHeader(request, header, value);
  }

  /** Most requests are known by their host to go elsewhere, and OkHttp is asked no more. */
  private static @Nullable Destination destination(
      HopPolicy policy, OkHttpRequests requests, Object request) throws Throwable {
    var host = requests.host(request);
    return policy.mayHaveDestination(host)
        ? policy.destination(requests.scheme(request), host, requests.port(request))
        : null;
  }

  /** The header that carries the token, or {@code null} if the request must have none. */
  private static @Nullable String header(HopPolicy policy, OkHttpRequests requests, Object request)
      throws Throwable {
    var host = requests.headers(request, HostHeader.NAME);
    if (!policy.namesTarget(host, requests.host(request), requests.port(request))) {
      return null;
    }
    return policy.header(
        requests.hasCredential(request, HeaderChoice.STANDARD),
        requests.hasCredential(request, HeaderChoice.SERVERLESS));
  }

  private @Nullable String valueOrWait(
      HopPolicy policy, Destination destination, @Nullable Object writer) throws Throwable {
    var audience = destination.audience();
    var value = waitsOnly ? policy.cachedHeaderValue(audience) : policy.takenHeaderValue(audience);
    if (value != null) {
      return value;
    }
    var minted = policy.headerValue(destination);
    try {
      value = await(minted, policy.waitMillis(), writer);
    } catch (TimeoutException overdue) {
      value = policy.overdue(destination);
    } finally {
      minted.cancel(false);
    }
    if (value != null && !waitsOnly) {
      policy.sent(audience);
    }
    return value;
  }

  /** The policy, as soon as it is read. Plain http never gets a token, and does not wait. */
  private @Nullable HopPolicy whenConfigured(
      OkHttpRequests requests, Object request, @Nullable Object writer) throws Throwable {
    if (!requests.scheme(request).equals("https")) {
      return null;
    }
    var wait = policy.configurationWait();
    if (!wait.isOverdue()) {
      try {
        return await(policy.whenRead(), wait.limitMillis(), writer);
      } catch (TimeoutException overdue) {
        // Decided below.
      }
    }
    var failure = wait.overdue(requests.host(request));
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private static <T extends @Nullable Object> T await(
      CompletableFuture<T> awaited, long limitMillis, @Nullable Object writer) throws Throwable {
    try {
      return BlockingWait.await(awaited, limitMillis, cancellation(writer));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RequestFailure.cancelled(
          new InterruptedIOException("interrupted while waiting for an ID token"));
    }
  }

  /** HTTP/2 would still send the head of a call that was cancelled before it had a stream. */
  private static BlockingWait.@Nullable Cancellation cancellation(@Nullable Object writer) {
    var calls = writer == null ? null : OkHttpCalls.of(writer.getClass());
    return calls == null || writer == null
        ? null
        : () -> calls.isCanceled(writer) ? new IOException("Canceled") : null;
  }

  /**
   * OkHttp takes an {@link IOException} for a failure of the connection and tries again, over a
   * healthy HTTP/2 connection without end. The one kind that no version of it retries is this one.
   */
  private static IOException notToBeRetried(IOException failure) {
    var exception = new ProtocolException(failure.getMessage());
    exception.initCause(failure.getCause());
    return exception;
  }
}
