package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a call is cancelled, by the application or at its deadline, that may be waiting. */
final class CancelHop extends Adapter {

  private final ParkedCalls parked;

  CancelHop(Authorizer authorizer, ParkedCalls parked) {
    super(authorizer);
    this.parked = parked;
  }

  /**
   * Ends the wait.
   *
   * @param status why
   * @param stream the {@code DelayedStream} that stands for the call
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object status, @Nullable Object stream) throws Throwable {
    if (stream != null) {
      parked.cancel(stream);
    }
    return null;
  }
}
