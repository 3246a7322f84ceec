package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import dev.cloudrunauth.instrumentation.Undeclared;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The few public methods of gRPC that the agent calls, the same from 1.50 on. There is one of these
 * for each copy of gRPC, found by the classes of its core, and it goes when they go. Immutable.
 */
final class Api {

  private static final ClassValue<Api> BY_CLASS = Handles.byClass(Api::find);

  /** Without what is before it: the build of the agent relocates names that begin with that. */
  private static final String ROOT = ".grpc.";

  /** The end of the key by which xDS tells a transport over Netty how to set TLS up. */
  private static final String XDS = ".SslContextProviderSupplier";

  private final ClassLoader loader;
  private final String root;
  private final MethodHandle newMetadata;
  private final MethodHandle merge;
  private final MethodHandle getAll;
  private final MethodHandle get;
  private final MethodHandle removeAll;
  private final MethodHandle put;
  private final MethodHandle newKey;
  private final Object text;
  private final MethodHandle attribute;
  private final MethodHandle attributeKeys;
  private final Object session;
  private final Object ofAddress;
  private final MethodHandle statusValue;
  private final MethodHandle containsKey;
  private final Object standard;
  private final Object serverless;
  private final TokenHeaders standardTokens;
  private final TokenHeaders serverlessTokens;
  private final MethodHandle withDescription;
  private final MethodHandle withCause;
  private final Object unavailable;

  /** What has last written an attempt without any credential to a host that is not configured. */
  private volatile @Nullable Object passed;

  private Api(Class<?> metadata) throws ReflectiveOperationException {
    loader = metadata.getClassLoader();
    root = root(metadata);
    var key = type("Metadata$Key");
    newMetadata = handle(metadata.getConstructor());
    merge = handle(metadata.getMethod("merge", metadata));
    getAll = handle(metadata.getMethod("getAll", key));
    get = handle(metadata.getMethod("get", key));
    removeAll = handle(metadata.getMethod("removeAll", key));
    containsKey = handle(metadata.getMethod("containsKey", key));
    put = handle(metadata.getMethod("put", key, Object.class));
    newKey = handle(key.getMethod("of", String.class, type("Metadata$AsciiMarshaller")));
    text = constant(metadata.getField("ASCII_STRING_MARSHALLER"));
    standard = newKey(HeaderChoice.STANDARD);
    serverless = newKey(HeaderChoice.SERVERLESS);
    standardTokens = new TokenHeaders(this, standard);
    serverlessTokens = new TokenHeaders(this, serverless);
    var attributes = type("Attributes");
    attribute = handle(attributes.getMethod("get", type("Attributes$Key")));
    attributeKeys = handle(attributes.getMethod("keys"));
    ofAddress = constant(type("internal.GrpcAttributes").getField("ATTR_CLIENT_EAG_ATTRS"));
    session = constant(type("Grpc").getField("TRANSPORT_ATTR_SSL_SESSION"));
    var status = type("Status");
    var code = status.getMethod("getCode");
    statusValue = Handles.then(handle(code), handle(code.getReturnType().getMethod("value")));
    withDescription = handle(status.getMethod("withDescription", String.class));
    withCause = handle(status.getMethod("withCause", Throwable.class));
    unavailable = constant(status.getField("UNAVAILABLE"));
  }

  /** The same for all classes of a copy. */
  private static Api find(Class<?> own) throws ReflectiveOperationException {
    var metadata = Class.forName(root(own) + "Metadata", false, own.getClassLoader());
    return own == metadata ? new Api(own) : BY_CLASS.get(metadata);
  }

  private static String root(Class<?> own) {
    return own.getName().substring(0, own.getName().lastIndexOf(ROOT) + ROOT.length());
  }

  /**
   * The methods of a copy of gRPC.
   *
   * @param own a class of its core or API, not of a transport, which can be relocated by itself
   */
  static Api of(Class<?> own) {
    return BY_CLASS.get(own);
  }

  /** A class of the copy, by its name below {@code io.grpc}. */
  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(root + name, false, loader);
  }

  static MethodHandle handle(Method method) throws IllegalAccessException {
    method.setAccessible(true);
    return Handles.erased(MethodHandles.lookup().unreflect(method));
  }

  static MethodHandle handle(Constructor<?> constructor) throws IllegalAccessException {
    constructor.setAccessible(true);
    return Handles.erased(MethodHandles.lookup().unreflectConstructor(constructor));
  }

  /** The field of a class or of one of its superclasses that has a type. */
  static Field field(Class<?> owner, Class<?> type) throws NoSuchFieldException {
    for (Class<?> own = owner; own != null; own = own.getSuperclass()) {
      for (var field : own.getDeclaredFields()) {
        if (field.getType() == type) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(owner + " has no " + type);
  }

  /** The field of a class or of one of its superclasses that has a name. */
  static Field field(Class<?> owner, String name) throws NoSuchFieldException {
    for (Class<?> own = owner; own != null; own = own.getSuperclass()) {
      for (var field : own.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(owner + " has no " + name);
  }

  /** A method of a class or of one of its superclasses that has no parameters. */
  static Method method(Class<?> owner, String name) throws NoSuchMethodException {
    for (Class<?> own = owner; own != null; own = own.getSuperclass()) {
      for (var method : own.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && method.getParameterCount() == 0
            && !method.isBridge()) {
          return method;
        }
      }
    }
    throw new NoSuchMethodException(owner + " has no " + name);
  }

  static MethodHandle getter(Field field) throws IllegalAccessException {
    return Handles.erased(MethodHandles.lookup().unreflectGetter(field));
  }

  static Object constant(Field field) throws ReflectiveOperationException {
    field.setAccessible(true);
    return field.get(null);
  }

  /** The key of a header, whose values are text. */
  Object key(String name) {
    if (name.equals(HeaderChoice.STANDARD)) {
      return standard;
    }
    return name.equals(HeaderChoice.SERVERLESS) ? serverless : newKey(name);
  }

  private Object newKey(String name) {
    try {
      return (Object) newKey.invokeExact(name.toLowerCase(Locale.ROOT), text);
    } catch (Throwable impossible) {
      throw Undeclared.exception(impossible);
    }
  }

  Object newMetadata() throws Throwable {
    return (Object) newMetadata.invokeExact();
  }

  void merge(Object metadata, Object more) throws Throwable {
    merge.invokeExact(metadata, more);
  }

  /** The last value of a key, or {@code null}. */
  @Nullable Object get(Object metadata, Object key) throws Throwable {
    return (Object) get.invokeExact(metadata, key);
  }

  /** All values of a key. */
  List<String> values(Object metadata, Object key) throws Throwable {
    var found = (Iterable<?>) getAll.invokeExact(metadata, key);
    if (found == null) {
      return List.of();
    }
    var values = new ArrayList<String>(1);
    for (var value : found) {
      values.add((String) value);
    }
    return values;
  }

  void removeAll(Object metadata, Object key) throws Throwable {
    var unused = (Iterable<?>) removeAll.invokeExact(metadata, key);
  }

  void put(Object metadata, Object key, String value) throws Throwable {
    put.invokeExact(metadata, key, (Object) value);
  }

  /** Adds a header with a token. */
  void addToken(Object metadata, String name, String value) throws Throwable {
    merge(
        metadata,
        (name.equals(HeaderChoice.STANDARD) ? standardTokens : serverlessTokens).of(value));
  }

  /** The TLS session in the attributes of a transport, or {@code null}. */
  @Nullable SSLSession session(Object attributes) throws Throwable {
    var found = (Object) attribute.invokeExact(attributes, session);
    return (SSLSession) found;
  }

  /**
   * An attempt is sent as it is. Only the last is known, which costs no more than a write; and none
   * with a credential, because that would have to be kept too.
   */
  void pass(Object sink, Object metadata) throws Throwable {
    if (!has(metadata, standard) && !has(metadata, serverless)) {
      passed = sink;
    }
  }

  /** The last attempt that was sent as it is, if its response is the one received. */
  @Nullable AnsweredCall passed(Object state) throws Throwable {
    var sink = passed;
    return sink == null ? null : Streams.of(sink).answered(sink, state);
  }

  private boolean has(Object metadata, Object key) throws Throwable {
    return (boolean) containsKey.invokeExact(metadata, key);
  }

  /**
   * Whether TLS has compared the names in the certificate with the authority. Where xDS configures
   * TLS, it has compared them with others.
   *
   * @param attributes those of a transport
   */
  boolean isAuthorityVerified(Object attributes) throws Throwable {
    var address = (Object) attribute.invokeExact(attributes, ofAddress);
    if (address != null) {
      for (var key : (Set<?>) attributeKeys.invokeExact(address)) {
        if (String.valueOf(key).endsWith(XDS)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The number of a status. */
  int statusCode(Object status) {
    try {
      return (int) statusValue.invokeExact(status);
    } catch (Throwable impossible) {
      throw Undeclared.exception(impossible);
    }
  }

  /** A status {@code UNAVAILABLE}. */
  Object unavailable(String description, Throwable cause) throws Throwable {
    var described = (Object) withDescription.invokeExact(unavailable, description);
    return (Object) withCause.invokeExact(described, cause);
  }
}
