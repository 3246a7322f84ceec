package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What applies the call credentials of a stream, in one copy of gRPC. Until it does or fails, the
 * stream waits, and its transport is not shut down. Immutable.
 */
final class Appliers {

  private static final ClassValue<Appliers> BY_CLASS = Handles.byClass(Appliers::new);
  private static final String NAME = "internal.MetadataApplierImpl";

  private final MethodHandle create;
  private final MethodHandle apply;
  private final MethodHandle fail;
  private final MethodHandle returnStream;
  private final MethodHandle headers;
  private final MethodHandle options;
  private final MethodHandle delayedStream;
  private final MethodHandle transport;
  private final MethodHandle onComplete;

  private Appliers(Class<?> type) throws ReflectiveOperationException {
    var api = Api.of(type);
    var transports =
        api.type(
            "internal.CallCredentialsApplyingTransportFactory$CallCredentialsApplyingTransport");
    var constructor = type.getDeclaredConstructors()[0];
    create =
        Api.handle(constructor)
            .asType(MethodType.genericMethodType(constructor.getParameterCount()))
            .asSpreader(Object[].class, constructor.getParameterCount());
    apply = Api.handle(type.getMethod("apply", api.type("Metadata")));
    fail = Api.handle(type.getMethod("fail", api.type("Status")));
    returnStream = Api.handle(Api.method(type, "returnStream"));
    headers = Api.getter(Api.field(type, "origHeaders"));
    options = Api.getter(Api.field(type, "callOptions"));
    delayedStream = Api.getter(Api.field(type, "delayedStream"));
    var listener = Api.getter(Api.field(type, "listener"));
    onComplete = Api.handle(Api.field(type, "listener").getType().getMethod("onComplete"));
    var own = Api.field(api.type(anonymous(transports)), transports);
    transport = Handles.then(listener, Api.getter(own).asType(MethodType.genericMethodType(1)));
  }

  /** The class of a transport's listener. */
  private static String anonymous(Class<?> transports) throws NoSuchFieldException {
    return "internal."
        + transports.getName().substring(transports.getPackageName().length() + 1)
        + "$1";
  }

  /** The methods of the copy that an applier is of. */
  static Appliers of(Object applier) {
    return BY_CLASS.get(applier.getClass());
  }

  /** The methods of a copy. */
  static Appliers in(Api api) throws ClassNotFoundException {
    return BY_CLASS.get(api.type(NAME));
  }

  /** One for the stream of a call that has no call credentials. */
  Object create(
      Object transport,
      Object method,
      Object headers,
      Object options,
      Object listener,
      Object tracers)
      throws Throwable {
    return (Object)
        create.invokeExact(new Object[] {transport, method, headers, options, listener, tracers});
  }

  /** Adds headers to those of the call and begins the stream. */
  void apply(Object applier, Object headers) throws Throwable {
    apply.invokeExact(applier, headers);
  }

  /** Ends the stream with a status. */
  void fail(Object applier, Object status) throws Throwable {
    fail.invokeExact(applier, status);
  }

  /** The stream, or what takes its place while it waits. */
  Object returnStream(Object applier) throws Throwable {
    return (Object) returnStream.invokeExact(applier);
  }

  /** The headers of the call without those of its credentials. */
  Object headers(Object applier) throws Throwable {
    return (Object) headers.invokeExact(applier);
  }

  Object options(Object applier) throws Throwable {
    return (Object) options.invokeExact(applier);
  }

  /** What takes the place of the stream, or {@code null} if nothing does yet. */
  @Nullable Object delayedStream(Object applier) throws Throwable {
    return (Object) delayedStream.invokeExact(applier);
  }

  /** The transport that the applier is of. */
  Object transport(Object applier) throws Throwable {
    return (Object) transport.invokeExact(applier);
  }

  /** Tells a transport's listener that a stream waits no more. */
  void complete(Object listener) throws Throwable {
    onComplete.invokeExact(listener);
  }
}
