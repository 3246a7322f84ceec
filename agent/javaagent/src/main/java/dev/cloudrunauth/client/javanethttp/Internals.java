package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.JdkAccess;
import org.jspecify.annotations.Nullable;

/**
 * What the agent uses of {@code jdk.internal.net.http}, found when it is needed first. Any thread
 * may ask.
 */
final class Internals {

  private static final String EXCHANGE = "jdk.internal.net.http.Exchange";

  private final JdkAccess access;
  private volatile @Nullable ExchangeInternals exchanges;
  private volatile @Nullable ResponseInternals responses;
  private volatile @Nullable CallInternals calls;

  Internals(JdkAccess access) {
    this.access = access;
  }

  /**
   * What it uses of an exchange and its request.
   *
   * @param anyOfThem an object of the package's
   * @throws ReflectiveOperationException if this JDK is not as those that the agent knows
   */
  ExchangeInternals exchanges(Object anyOfThem) throws ReflectiveOperationException {
    var known = exchanges;
    if (known == null) {
      var exchange = Class.forName(EXCHANGE, false, anyOfThem.getClass().getClassLoader());
      known = new ExchangeInternals(access, exchange);
      exchanges = known;
    }
    return known;
  }

  /** What it uses of a response; the same conditions hold. */
  ResponseInternals responses(Object response) throws ReflectiveOperationException {
    var known = responses;
    if (known == null) {
      known = new ResponseInternals(exchanges(response));
      responses = known;
    }
    return known;
  }

  /** What it uses of a call with all its hops; the same conditions hold. */
  CallInternals calls(Object call) throws ReflectiveOperationException {
    var known = calls;
    if (known == null) {
      known = new CallInternals(exchanges(call));
      calls = known;
    }
    return known;
  }
}
