package java.lang;

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
   * What to call at each weave point, indexed by the number that was woven into the call. The agent
   * sets it, before the first woven class can run, to an array that does not change afterwards.
   */
  @SuppressWarnings("rawtypes")
  public static volatile BiFunction[] hops = {};

  private CloudRunAuthHook() {}

  /**
   * Calls the agent. A failure of the agent's is not the application's: whatever is thrown on the
   * other side is answered with {@code otherwise}, and the request goes its way unchanged.
   *
   * @param point the number of the weave point
   * @param subject what the weave point is about: the exchange or the request
   * @param context what else the agent needs to know there, or {@code null}
   * @param otherwise the answer when the agent has none
   * @return the agent's answer
   */
  @SuppressWarnings("unchecked")
  public static Object call(int point, Object subject, Object context, Object otherwise) {
    try {
      return hops[point].apply(subject, context);
    } catch (Throwable agentFailure) {
      return otherwise;
    }
  }
}
