package dev.cloudrunauth.instrumentation;

import java.util.function.BiFunction;

/**
 * A method of a library in which the agent has a say, and what it calls there. Immutable.
 *
 * <p>For an HTTP client, it is the last method that every hop of a request passes, below redirects,
 * retries and the application's own interceptors, or the first that its response passes.
 */
public final class WeavePoint {

  /** The loss where tokens are set. */
  public static final String TOKEN_LOSS = "its requests are sent without an ID token";

  /** The loss where responses are looked at. */
  public static final String REFUSAL_LOSS =
      "a token that a service refuses stays in use until it expires";

  private final String className;
  private final String method;
  private final String descriptor;
  private final Edit edit;
  private final BiFunction<?, ?, ?> adapter;
  private final String loss;
  private final boolean isOfStaticMethod;
  private final int argument;

  private WeavePoint(
      String className,
      String method,
      String descriptor,
      Edit edit,
      BiFunction<?, ?, ?> adapter,
      String loss,
      boolean isOfStaticMethod,
      int argument) {
    this.className = className;
    this.method = method;
    this.descriptor = descriptor;
    this.edit = edit;
    this.adapter = adapter;
    this.loss = loss;
    this.isOfStaticMethod = isOfStaticMethod;
    this.argument = argument;
  }

  /**
   * A weave point in an instance method.
   *
   * @param className the internal name of the class; it must be one of {@link Library#classNames}
   * @param method the name of the method
   * @param descriptor its descriptor, or the beginning of one. If empty, the method is the one
   *     whose descriptor the edit fits, whatever the classes in it are called
   * @param edit how the method changes
   * @param adapter what is called. Any thread may call it. An {@link java.io.IOException} that it
   *     throws is thrown by the method; after anything else the method runs unchanged
   * @param loss what does not work where this point cannot be woven, for the log
   */
  public static WeavePoint of(
      String className,
      String method,
      String descriptor,
      Edit edit,
      BiFunction<?, ?, ?> adapter,
      String loss) {
    return new WeavePoint(className, method, descriptor, edit, adapter, loss, false, 0);
  }

  /** The same point, in a static method. */
  public WeavePoint ofStaticMethod() {
    return new WeavePoint(className, method, descriptor, edit, adapter, loss, true, argument);
  }

  /**
   * The same point, which replaces or passes another argument than the first.
   *
   * @param number the number of the argument, from 0 on
   */
  public WeavePoint ofArgument(int number) {
    return new WeavePoint(
        className, method, descriptor, edit, adapter, loss, isOfStaticMethod, number);
  }

  /** The internal name of the class; relocated copies have a longer one. */
  public String className() {
    return className;
  }

  /** The name of the method. */
  public String method() {
    return method;
  }

  /** The method's descriptor, or its beginning; empty for any that the edit fits. */
  public String descriptor() {
    return descriptor;
  }

  /** How the method changes. */
  public Edit edit() {
    return edit;
  }

  /** What is called. Points with the same adapter share a slot of the hook. */
  public BiFunction<?, ?, ?> adapter() {
    return adapter;
  }

  /** What does not work where this point cannot be woven. */
  public String loss() {
    return loss;
  }

  /** Whether the method is static. */
  public boolean isOfStaticMethod() {
    return isOfStaticMethod;
  }

  /**
   * The number of the argument that {@link Edit#REPLACE_ARGUMENT} replaces and that {@link
   * Edit#DIVERT} passes.
   */
  public int argument() {
    return argument;
  }

  /** The class and the method, as messages show them. */
  @Override
  public String toString() {
    return className.replace('/', '.') + "#" + method;
  }
}
