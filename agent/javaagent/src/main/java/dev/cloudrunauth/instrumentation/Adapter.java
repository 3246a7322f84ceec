package dev.cloudrunauth.instrumentation;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls: one for each place of a client that the agent looks at. An internal error
 * of the agent leaves the client's method as it is, and is logged once.
 *
 * <p>Any thread may call it.
 */
public abstract class Adapter implements BiFunction<Object, @Nullable Object, @Nullable Object> {

  /** Decides about the requests of the client. */
  protected final Authorizer authorizer;

  /**
   * An adapter.
   *
   * @param authorizer decides about the requests of the client
   */
  protected Adapter(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /**
   * What happens in the woven method.
   *
   * @param subject what the {@link Edit} passes first
   * @param context what it passes second
   * @return what the edit makes use of, if anything
   * @throws RequestFailure if the request must fail
   * @throws Throwable whatever goes wrong in the agent: the method runs unchanged then
   */
  protected abstract @Nullable Object call(Object subject, @Nullable Object context)
      throws Throwable;

  /** The exception by which the client's user learns that a request has failed. */
  protected Exception failure(RequestFailure failure) {
    return failure.toThrow();
  }

  @Override
  public final @Nullable Object apply(Object subject, @Nullable Object context) {
    try {
      return call(subject, context);
    } catch (RequestFailure failure) {
      throw Undeclared.exception(failure(failure));
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
      throw new LeftUnchanged();
    }
  }

  /** Has the hook leave the method unchanged; without a stack, because nobody looks at it. */
  private static final class LeftUnchanged extends RuntimeException {

    private static final long serialVersionUID = 1;

    LeftUnchanged() {
      super(null, null, false, false);
    }
  }
}
