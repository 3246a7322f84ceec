package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** What is kept with the channels of one copy of Netty. Immutable. */
final class Attributes {

  private static final String HOP = "dev.cloudrunauth.hop";
  private static final String CONNECTION = "dev.cloudrunauth.connection";

  /** Where Reactor Netty keeps the present operations of a channel. */
  private static final String OPERATIONS = "$CONNECTION";

  private final MethodHandle hasAttribute;
  private final MethodHandle attribute;
  private final MethodHandle getAttribute;
  private final MethodHandle setAttribute;
  private final MethodHandle connectionOf;
  private final MethodHandle connectionOfChannel;
  private final MethodHandle parentOf;
  private final MethodHandle hopOf;
  private final Object hopKey;
  private final Object connectionKey;
  private final Object operationsKey;

  Attributes(Types types) throws ReflectiveOperationException {
    var key = types.type("util.AttributeKey");
    var map = types.type("util.AttributeMap");
    var type = types.type("util.Attribute");
    hasAttribute = Types.handle(map.getMethod("hasAttr", key));
    attribute = Types.handle(map.getMethod("attr", key));
    getAttribute = Types.handle(type.getMethod("get"));
    setAttribute = Types.handle(type.getMethod("set", Object.class));
    var keyOf = key.getMethod("valueOf", String.class);
    hopKey = keyOf.invoke(null, HOP);
    connectionKey = keyOf.invoke(null, CONNECTION);
    operationsKey = keyOf.invoke(null, OPERATIONS);
    var lookup = MethodHandles.publicLookup();
    var context = types.type("channel.ChannelHandlerContext");
    var channelOf = lookup.unreflect(context.getMethod("channel"));
    var parent = lookup.unreflect(types.type("channel.Channel").getMethod("parent"));
    connectionOfChannel = value(connectionKey);
    connectionOf = Handles.erased(Handles.then(channelOf, connectionOfChannel));
    parentOf = Handles.erased(Handles.then(channelOf, parent));
    hopOf = Handles.erased(Handles.then(channelOf, value(hopKey)));
  }

  /** Reads an attribute of a channel, which is created if there is none. */
  private MethodHandle value(Object key) {
    return Handles.then(MethodHandles.insertArguments(attribute, 1, key), getAttribute);
  }

  @Nullable Hop hop(Object channel) throws Throwable {
    return (Hop) get(channel, hopKey);
  }

  void setHop(Object channel, @Nullable Hop hop) throws Throwable {
    set(channel, hopKey, hop);
  }

  /** The connection of a context's channel, if it is known. */
  @Nullable Connection connectionOf(Object context) throws Throwable {
    return (Connection) (Object) connectionOf.invokeExact(context);
  }

  /** That of a context of a stream's. */
  @Nullable Connection connectionOfStream(Object context) throws Throwable {
    Object parent = (Object) parentOf.invokeExact(context);
    return parent == null ? null : (Connection) (Object) connectionOfChannel.invokeExact(parent);
  }

  /** The hop of a context's channel, if there is one. */
  @Nullable Hop hopOf(Object context) throws Throwable {
    return (Hop) (Object) hopOf.invokeExact(context);
  }

  @Nullable Connection connection(Object channel) throws Throwable {
    return (Connection) get(channel, connectionKey);
  }

  void setConnection(Object channel, Connection connection) throws Throwable {
    set(channel, connectionKey, connection);
  }

  /** The {@link Operations} of a channel of Reactor Netty's, or {@code null}. */
  @Nullable Object operations(Object channel) throws Throwable {
    var found = get(channel, operationsKey);
    return Operations.isOne(found) ? found : null;
  }

  private @Nullable Object get(Object channel, Object key) throws Throwable {
    if (!(boolean) hasAttribute.invokeExact(channel, key)) {
      return null;
    }
    return (Object) getAttribute.invokeExact((Object) attribute.invokeExact(channel, key));
  }

  private void set(Object channel, Object key, @Nullable Object value) throws Throwable {
    setAttribute.invokeExact((Object) attribute.invokeExact(channel, key), value);
  }
}
