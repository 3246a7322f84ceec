package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Handles;

/**
 * What the agent calls of one copy of Helidon, the same in both protocols. Immutable.
 *
 * <p>It refers to the classes of that copy, and only a {@link ClassValue} of their own refers to
 * it, so that it goes when they go.
 */
final class Copy {

  private static final ClassValue<Copy> BY_CLASS = Handles.byClass(Copy::new);

  final Types types;
  final Connections connections;
  final Messages messages;

  private Copy(Class<?> own) throws ReflectiveOperationException {
    types = new Types(own);
    connections = new Connections(types);
    messages = new Messages(types);
  }

  /**
   * The copy that a class belongs to.
   *
   * @param own a class of Helidon's
   */
  static Copy of(Class<?> own) {
    return BY_CLASS.get(own);
  }
}
