package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;

/**
 * The methods of one copy of Netty that the agent calls, the same in 4.1 and 4.2. Immutable.
 *
 * <p>It refers to the classes of that copy, and only a {@link ClassValue} of their own refers to
 * it, so that it goes when they go.
 */
final class Netty {

  private static final ClassValue<Netty> BY_CLASS = Handles.byClass(Netty::find);

  final Contexts contexts;
  final Channels channels;
  final Attributes attributes;
  final Messages messages;
  final Buffers buffers;

  private Netty(Types types) throws ReflectiveOperationException {
    contexts = new Contexts(types);
    channels = new Channels(types);
    attributes = new Attributes(types);
    messages = new Messages(types);
    buffers = new Buffers(types);
  }

  /**
   * The copy that a class belongs to.
   *
   * @param own a class of Netty's, or a subclass of one
   * @throws IllegalStateException if it is none that the agent knows
   */
  static Netty of(Class<?> own) {
    return BY_CLASS.get(own);
  }

  private static Netty find(Class<?> own) throws ReflectiveOperationException {
    if (own.getName().contains(Types.ROOT)) {
      return new Netty(new Types(own));
    }
    if (own.getSuperclass() == null) {
      throw new ClassNotFoundException(Types.ROOT);
    }
    return of(own.getSuperclass());
  }
}
