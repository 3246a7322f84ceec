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
   * What to call, by the slot that is woven into the call. The agent sets it before the first woven
   * class can run, and each slot before a class that calls it is woven. It is private: whoever
   * could replace an adapter would be handed every token.
   */
  @SuppressWarnings("rawtypes")
  private static volatile BiFunction[] adapters = {};

  private CloudRunAuthHook() {}

  /**
   * Calls the agent. An {@link IOException} is the agent's decision that the request must fail; it
   * reaches the woven method, whose callers expect one. Anything else that is thrown is an internal
   * error of the agent, and the woven method runs unchanged.
   *
   * @param slot the index of what to call
   * @param subject what the weave point is about: the exchange or the request
   * @param context what else the agent needs to know there, or {@code null}
   * @param unchanged the result that leaves the woven method unchanged
   * @return the agent's result
   * @throws IOException when the request must fail; not declared, because woven methods do not all
   *     declare it
   */
  public static Object call(int slot, Object subject, Object context, Object unchanged) {
    try {
      return adapt(slot, subject, context);
    } catch (Throwable thrown) {
      if (thrown instanceof IOException) {
        throw CloudRunAuthHook.<RuntimeException>undeclared(thrown);
      }
      return unchanged;
    }
  }

  /**
   * One call site for each slot, although one would do for all: the JIT compiler looks at each by
   * itself who is called there. Where it always finds the same adapter, it inlines it into the
   * client, and does not allocate what the client creates for it alone. An application that uses
   * more clients at once than have their own shares one for the rest.
   */
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Object adapt(int slot, Object subject, Object context) {
    BiFunction[] all = adapters;
    switch (slot) {
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
      case 5:
        return all[5].apply(subject, context);
      case 6:
        return all[6].apply(subject, context);
      case 7:
        return all[7].apply(subject, context);
      case 8:
        return all[8].apply(subject, context);
      case 9:
        return all[9].apply(subject, context);
      case 10:
        return all[10].apply(subject, context);
      case 11:
        return all[11].apply(subject, context);
      case 12:
        return all[12].apply(subject, context);
      case 13:
        return all[13].apply(subject, context);
      case 14:
        return all[14].apply(subject, context);
      case 15:
        return all[15].apply(subject, context);
      default:
        return all[slot].apply(subject, context);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
