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
   * @param unused nothing
   * @return the request itself, or a copy with the token. Where the request must fail for want of a
   *     token, it throws an {@link IOException}, which the method's signature cannot say
   */
  @Override
  public Object apply(Object request, @Nullable Object unused) {
    try {
      return authorized(request);
    } catch (IOException deliberate) {
      throw Undeclared.exception(deliberate);
    } catch (Throwable fault) {
      Faults.log("okhttp", fault);
      return request;
    }
  }

  private Object authorized(Object request) throws Throwable {
    var now = policy.isDone() ? policy.join() : await(policy, CONFIGURATION_SECONDS);
    if (now == null) {
      return request;
    }
    var requests = OkHttpRequests.of(request.getClass());
    var url = requests.url(request);
    var destination = now.destination(requests.scheme(url), requests.host(url), requests.port(url));
    if (destination == null) {
      return request;
    }
    var header =
        now.header(
            requests.header(request, HeaderChoice.STANDARD) != null,
            requests.header(request, HeaderChoice.SERVERLESS) != null);
    var value = header == null ? null : valueOrWait(now, destination);
    if (waitsOnly) {
      return request;
    }
    SentTokens.note(destination.audience(), value);
    return header == null || value == null ? request : requests.withHeader(request, header, value);
  }

  private static @Nullable String valueOrWait(HopPolicy policy, Destination destination)
      throws IOException {
    var value = policy.cachedHeaderValue(destination.audience());
    return value == null ? await(policy.headerValue(destination), Long.MAX_VALUE) : value;
  }

  private static <T extends @Nullable Object> @Nullable T await(
      CompletableFuture<T> future, long seconds) throws IOException {
    try {
      return future.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an ID token");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw notToBeRetried((IOException) e.getCause());
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      return null;
    }
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
