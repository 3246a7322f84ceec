package java.lang;

import java.io.IOException;
import java.io.UncheckedIOException;
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
   * Calls the agent. An {@link IOException}, or an {@link UncheckedIOException}, is the agent's
   * decision that the request must fail; it reaches the woven method, whose callers expect one.
   * Anything else that is thrown is an internal error of the agent, and the woven method runs
   * unchanged.
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
      if (thrown instanceof IOException || thrown instanceof UncheckedIOException) {
        throw CloudRunAuthHook.<RuntimeException>undeclared(thrown);
      }
      return unchanged;
    }
  }

  /**
   * One call site for each slot, although one would do for all: the JIT compiler looks at each by
   * itself who is called there. Where it always finds the same adapter, it inlines it into the
   * client, and does not allocate what the client creates for it alone. Sixteen are what fits into
   * one method that it still inlines. An application that uses more clients at once than have their
   * own shares one for the rest.
   */
  private static Object adapt(int slot, Object subject, Object context) {
    switch (slot >> 4) {
      case 0:
        return adapt0(slot, subject, context);
      case 1:
        return adapt16(slot, subject, context);
      case 2:
        return adapt32(slot, subject, context);
      default:
        return adaptAny(slot, subject, context);
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Object adapt0(int slot, Object subject, Object context) {
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
        return adaptAny(slot, subject, context);
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Object adapt16(int slot, Object subject, Object context) {
    BiFunction[] all = adapters;
    switch (slot) {
      case 16:
        return all[16].apply(subject, context);
      case 17:
        return all[17].apply(subject, context);
      case 18:
        return all[18].apply(subject, context);
      case 19:
        return all[19].apply(subject, context);
      case 20:
        return all[20].apply(subject, context);
      case 21:
        return all[21].apply(subject, context);
      case 22:
        return all[22].apply(subject, context);
      case 23:
        return all[23].apply(subject, context);
      case 24:
        return all[24].apply(subject, context);
      case 25:
        return all[25].apply(subject, context);
      case 26:
        return all[26].apply(subject, context);
      case 27:
        return all[27].apply(subject, context);
      case 28:
        return all[28].apply(subject, context);
      case 29:
        return all[29].apply(subject, context);
      case 30:
        return all[30].apply(subject, context);
      case 31:
        return all[31].apply(subject, context);
      default:
        return adaptAny(slot, subject, context);
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Object adapt32(int slot, Object subject, Object context) {
    BiFunction[] all = adapters;
    switch (slot) {
      case 32:
        return all[32].apply(subject, context);
      case 33:
        return all[33].apply(subject, context);
      case 34:
        return all[34].apply(subject, context);
      case 35:
        return all[35].apply(subject, context);
      case 36:
        return all[36].apply(subject, context);
      case 37:
        return all[37].apply(subject, context);
      case 38:
        return all[38].apply(subject, context);
      case 39:
        return all[39].apply(subject, context);
      case 40:
        return all[40].apply(subject, context);
      case 41:
        return all[41].apply(subject, context);
      case 42:
        return all[42].apply(subject, context);
      case 43:
        return all[43].apply(subject, context);
      case 44:
        return all[44].apply(subject, context);
      case 45:
        return all[45].apply(subject, context);
      case 46:
        return all[46].apply(subject, context);
      case 47:
        return all[47].apply(subject, context);
      default:
        return adaptAny(slot, subject, context);
    }
  }

  @SuppressWarnings("unchecked")
  private static Object adaptAny(int slot, Object subject, Object context) {
    return adapters[slot].apply(subject, context);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
