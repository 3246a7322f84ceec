package dev.cloudrunauth.instrumentation;

/**
 * How a woven method changes. In each case {@code adapter} stands for a call of the weave point's
 * adapter through the hook in {@code java.lang}. Static methods have no {@code this}, and {@code
 * null} is passed instead.
 */
public enum Edit {
  /** At the start: {@code var result = adapter(this, null); if (result != null) return result;} */
  RETURN_EARLY,

  /**
   * At the start of a method that returns nothing: {@code var parked = adapter(argument, this); if
   * (parked != null) { parked.accept(arguments); return; }}, where {@code parked} is a {@link
   * java.util.function.Consumer} of an array of all arguments, the primitive ones in their boxes.
   * If the method has none, {@code adapter(this, null)}.
   */
  PARK,

  /**
   * At the start of a method that has three arguments and returns nothing: {@code var holder =
   * (Consumer) adapter(second, first); if (holder != null) { holder.accept(third); return; }}
   */
  HOLD_BACK,

  /**
   * At the start of a method that returns an object: {@code var other = (Function)
   * adapter(argument, this); if (other != null) return other.apply(arguments);}, with the {@link
   * WeavePoint#argument} and an array of all arguments, the primitive ones in their boxes.
   */
  DIVERT,

  /** At the start: {@code argument = adapter(argument, this);}, the {@link WeavePoint#argument}. */
  REPLACE_ARGUMENT,

  /** Before each return: {@code adapter(returned, null);}. The result is not used. */
  SHOW_RETURNED,

  /** Before each return: {@code adapter(returned, argument);}. The result is not used. */
  SHOW_ANSWER,

  /** Before each return: {@code return adapter(returned, this);} */
  REPLACE_RETURNED,

  /** Before each return: {@code adapter(argument, this);}. The result is not used. */
  SHOW_ARGUMENT,

  /**
   * Before each return, and where the method throws: {@code adapter(argument, this);}. The result
   * is not used.
   */
  SHOW_ARGUMENT_FINALLY
}
