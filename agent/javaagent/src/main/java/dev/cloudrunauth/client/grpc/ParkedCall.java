package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ParkableRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a call that waits for its token, as one does for slow call credentials: gRPC keeps
 * what the application sends meanwhile, and ends the call by itself at its deadline.
 */
final class ParkedCall extends GrpcRequest implements ParkableRequest {

  /** The applier that this thread resumes: it must not wait again, if it has got no token. */
  private static final ThreadLocal<@Nullable Object> RESUMED = new ThreadLocal<>();

  private final Api api;
  private final Appliers appliers;
  private final Object applier;
  private final Object headers;
  private final Executor executor;
  private volatile @Nullable CompletableFuture<?> wait;
  private volatile boolean isCancelled;

  ParkedCall(
      Peer peer, Api api, Appliers appliers, Object applier, Object headers, Executor executor) {
    super(peer);
    this.api = api;
    this.appliers = appliers;
    this.applier = applier;
    this.headers = headers;
    this.executor = executor;
  }

  /** Whether an applier is called because its call waits no more. */
  static boolean isResumed(Object applier) {
    return RESUMED.get() == applier;
  }

  /**
   * Waits, if the token is not at hand.
   *
   * @return whether the call waits, or has done so already
   */
  boolean await(Authorizer authorizer, ParkedCalls parked) throws Throwable {
    parked.add(this);
    CompletableFuture<Boolean> resumed;
    try {
      resumed = authorizer.awaitToken(this, () -> resume(authorizer));
    } catch (Throwable thrown) {
      parked.remove(this);
      throw thrown;
    }
    if (resumed == null) {
      parked.remove(this);
      return false;
    }
    var unused =
        resumed.whenComplete(
            (done, failure) -> {
              parked.remove(this);
              if (failure != null) {
                fail(
                    authorizer,
                    failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure);
              }
            });
    return true;
  }

  private CompletableFuture<Boolean> resume(Authorizer authorizer) {
    var outer = RESUMED.get();
    RESUMED.set(applier);
    try {
      appliers.apply(applier, headers);
    } catch (Throwable thrown) {
      authorizer.reportFault(thrown);
      fail(authorizer, thrown);
    } finally {
      if (outer == null) {
        RESUMED.remove();
      } else {
        RESUMED.set(outer);
      }
    }
    return CompletableFuture.completedFuture(true);
  }

  /** Ends the call as an unavailable service does. */
  void fail(Authorizer authorizer, Throwable cause) {
    try {
      var description = "cannot get an ID token: " + cause.getMessage();
      appliers.fail(applier, api.unavailable(description, cause));
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  /** The application has ended the call. */
  void cancel() {
    isCancelled = true;
    var waiting = wait;
    if (waiting != null) {
      waiting.completeExceptionally(new IOException("Call cancelled"));
    }
  }

  /** Whether a stream is the one that stands for the call while it waits. */
  boolean isDelayedBy(Object stream) throws Throwable {
    return appliers.delayedStream(applier) == stream;
  }

  @Override
  List<String> values(String name) throws Throwable {
    var own = api.values(appliers.headers(applier), api.key(name));
    return own.isEmpty() ? api.values(headers, api.key(name)) : own;
  }

  @Override
  public void setHeader(String name, String value) {
    throw new IllegalStateException("the call only waits here");
  }

  @Override
  public void removeHeader(String name) {
    throw new IllegalStateException("the call only waits here");
  }

  @Override
  public @Nullable IOException cancelled() {
    return isCancelled ? new IOException("Call cancelled") : null;
  }

  @Override
  public Executor executor() {
    return executor;
  }

  @Override
  public void endWith(CompletableFuture<?> wait) {
    this.wait = wait;
    if (isCancelled) {
      cancel();
    }
  }
}
