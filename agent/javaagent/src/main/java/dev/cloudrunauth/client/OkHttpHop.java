package dev.cloudrunauth.client;

import dev.cloudrunauth.audience.Destination;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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

  private static final long CONFIGURATION_SECONDS = 10;
  private static final long CANCELLATION_MILLIS = 50;

  private final CompletableFuture<@Nullable HopPolicy> policy;
  private final boolean waitsOnly;

  private OkHttpHop(CompletableFuture<@Nullable HopPolicy> policy, boolean waitsOnly) {
    this.policy = policy;
    this.waitsOnly = waitsOnly;
  }

  /**
   * The adapter where OkHttp writes the head of a request: it sets the header.
   *
   * @param policy what the configuration says, once it is read; {@code null} in it leaves every
   *     request alone
   */
  public static OkHttpHop thatAuthorizes(CompletableFuture<@Nullable HopPolicy> policy) {
    return new OkHttpHop(policy, false);
  }

  /**
   * The adapter one step above: it waits until there is a token, or fails the request, and leaves
   * it as it is.
   *
   * @param policy as for {@link #thatAuthorizes}
   */
  public static OkHttpHop thatWaits(CompletableFuture<@Nullable HopPolicy> policy) {
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
      throw Undeclared.exception(deliberate.toThrow());
    } catch (Throwable fault) {
      Faults.log("okhttp", fault);
      return request;
    }
  }

  private Object authorized(Object request, @Nullable Object writer) throws Throwable {
    var now = policy.isDone() ? policy.join() : await(policy, CONFIGURATION_SECONDS, writer);
    if (now == null) {
      return request;
    }
    var requests = OkHttpRequests.of(request.getClass());
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
    var header =
        now.header(
            requests.header(request, HeaderChoice.STANDARD) != null,
            requests.header(request, HeaderChoice.SERVERLESS) != null);
    var value = header == null ? null : valueOrWait(now, destination, writer);
    if (waitsOnly) {
      return request;
    }
    SentTokens.note(destination.audience(), value);
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

  private @Nullable String valueOrWait(
      HopPolicy policy, Destination destination, @Nullable Object writer) throws Throwable {
    var audience = destination.audience();
    var value = waitsOnly ? policy.cachedHeaderValue(audience) : policy.takenHeaderValue(audience);
    if (value != null) {
      return value;
    }
    value = await(policy.headerValue(destination), Long.MAX_VALUE, writer);
    if (value != null && !waitsOnly) {
      policy.sent(audience);
    }
    return value;
  }

  /** Waits, and looks now and then whether the application still wants the call. */
  private static <T extends @Nullable Object> @Nullable T await(
      CompletableFuture<T> future, long seconds, @Nullable Object writer) throws Throwable {
    var calls = writer == null ? null : OkHttpCalls.of(writer.getClass());
    long leftMillis = TimeUnit.SECONDS.toMillis(seconds);
    while (true) {
      long pauseMillis = calls == null ? leftMillis : Math.min(leftMillis, CANCELLATION_MILLIS);
      var isOver = pauseMillis == leftMillis;
      try {
        var value = future.get(pauseMillis, TimeUnit.MILLISECONDS);
        refuseCanceled(calls, writer);
        return value;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RequestFailure(
            new InterruptedIOException("interrupted while waiting for an ID token"));
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RequestFailure
            ? notToBeRetried((RequestFailure) e.getCause())
            : e.getCause();
      } catch (TimeoutException e) {
        refuseCanceled(calls, writer);
        if (isOver) {
          return null;
        }
        leftMillis -= pauseMillis;
      }
    }
  }

  /** HTTP/2 would still send the head of a call that was cancelled before it had a stream. */
  private static void refuseCanceled(@Nullable OkHttpCalls calls, @Nullable Object writer)
      throws Throwable {
    if (calls != null && writer != null && calls.isCanceled(writer)) {
      throw new RequestFailure(new IOException("Canceled"));
    }
  }

  /**
   * OkHttp takes an {@link IOException} for a failure of the connection and tries again, over a
   * healthy HTTP/2 connection without end. The one kind that no version of it retries is this one.
   */
  private static RequestFailure notToBeRetried(RequestFailure failure) {
    var exception = new ProtocolException(failure.toThrow().getMessage());
    exception.initCause(failure.toThrow().getCause());
    return new RequestFailure(exception);
  }
}
