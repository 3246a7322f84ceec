package java.lang;

import java.io.IOException;
import java.util.function.BiFunction;

/**
 * Carries calls from woven code to the agent.
 *
 * <p>Woven HTTP clients live in the platform loader, in the application's loader, in the loaders of
 * OSGi bundles and of web applications. The only packages that all of them can see are {@code
 * java.*}, which is why this class is here. It holds JDK types alone, so that the agent's own
 * classes stay where no other loader finds them.
 *
 * <p>Any thread may call it at any time.
 */
public final class CloudRunAuthHook {

  /**
   * What to call at each weave point, indexed by the number that is woven into the call. The agent
   * sets it before the first woven class can run, and each place of it before a class that calls it
   * is woven. It is private: whoever could replace an adapter would be handed every token.
   */
  @SuppressWarnings("rawtypes")
  private static volatile BiFunction[] hops = {};

  private CloudRunAuthHook() {}

  /**
   * Calls the agent. An {@link IOException} is the agent's answer that the request must fail; it
   * reaches the woven method, whose callers expect one. Anything else that is thrown is a fault of
   * the agent's, and not the application's concern: the request goes its way unchanged.
   *
   * @param hop the index of what to call
   * @param subject what the weave point is about: the exchange or the request
   * @param context what else the agent needs to know there, or {@code null}
   * @param unchanged the answer that leaves the request as it is
   * @return the agent's answer
   * @throws IOException when the request must fail; not declared, because woven methods do not all
   *     declare it
   */
  public static Object call(int hop, Object subject, Object context, Object unchanged) {
    try {
      return answer(hop, subject, context);
    } catch (Throwable thrown) {
      if (thrown instanceof IOException) {
        throw CloudRunAuthHook.<RuntimeException>undeclared(thrown);
      }
      return unchanged;
    }
  }

  /**
   * One call for each hop, although one would do for all: the JIT compiler looks at each by itself
   * who is called there. Where it always finds the same adapter, it builds its code into the
   * client's own, and what the client makes for it alone need not be made.
   */
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Object answer(int hop, Object subject, Object context) {
    BiFunction[] all = hops;
    switch (hop) {
      case 0:
        return all[0].apply(subject, context);
      case 1:
        return all[1].apply(subject, context);
      case 2:
        return all[2].apply(subject, context);
      case 3:
        return all[3].apply(subject, context);
      case 4:
        return all[4].apply(subject, context);
      case 7:
        return all[7].apply(subject, context);
      default:
        return all[hop].apply(subject, context);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
