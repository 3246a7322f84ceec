package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.net.Proxy;

/** What the engine connects to for requests, in one copy of Ktor. Immutable. */
final class Endpoints {

  private static final ClassValue<Endpoints> BY_CLASS = Handles.byClass(Endpoints::new);

  /** In {@code io.ktor.network.tls}: the versions that lack it compare no names. */
  private static final String COMPARISON = ".network.tls.HostnameUtilsKt";

  private final MethodHandle host;
  private final MethodHandle proxy;
  private final MethodHandle secure;
  private final MethodHandle serverName;
  private final MethodHandle execute;
  private final boolean comparesNames;
  private final Coroutines coroutines;
  private final Jobs jobs;

  private Endpoints(Class<?> type) throws ReflectiveOperationException {
    host = getter(type, "host");
    proxy = getter(type, "proxy");
    secure = getter(type, "secure");
    var https = type.getDeclaredField("config").getType().getMethod("getHttps");
    serverName =
        Handles.then(
            Handles.then(getter(type, "config"), Reflected.handle(https)),
            Reflected.method(https.getReturnType(), "getServerName"));
    comparesNames = comparesNames(type);
    var method = execute(type);
    execute = Reflected.handle(method);
    coroutines = new Coroutines(method.getParameterTypes()[2]);
    var ofRequest = method.getParameterTypes()[0].getMethod("getExecutionContext");
    jobs = new Jobs(ofRequest.getReturnType(), coroutines);
  }

  private static Method execute(Class<?> type) throws NoSuchMethodException {
    for (var method : type.getDeclaredMethods()) {
      if (method.getName().equals("execute") && method.getParameterCount() == 3) {
        return method;
      }
    }
    throw new NoSuchMethodException(type + ".execute");
  }

  private static MethodHandle getter(Class<?> type, String field)
      throws ReflectiveOperationException {
    return Handles.erased(Handles.privateGetter(type, field));
  }

  private static boolean comparesNames(Class<?> type) {
    var name = type.getPackageName();
    var root = name.substring(0, name.indexOf(".client.engine.cio"));
    try {
      var unused = Class.forName(root + COMPARISON, false, type.getClassLoader());
      return true;
    } catch (ClassNotFoundException old) {
      return false;
    }
  }

  /** Those of the copy that an endpoint is of. */
  static Endpoints of(Object endpoint) {
    return BY_CLASS.get(endpoint.getClass());
  }

  Coroutines coroutines() {
    return coroutines;
  }

  Jobs jobs() {
    return jobs;
  }

  /** Whether its connections have TLS. */
  boolean isSecure(Object endpoint) throws Throwable {
    return (boolean) secure.invokeExact(endpoint);
  }

  /**
   * Whether TLS compares the names in the certificate with a host. That of an address would be the
   * name that DNS gives for it.
   *
   * @param target the host in the URL of a request
   */
  boolean verifies(Object endpoint, String target) throws Throwable {
    if (!comparesNames || isAddress(target)) {
      return false;
    }
    var name = (String) serverName.invokeExact(endpoint);
    if (name != null) {
      return name.equals(target);
    }
    boolean isDirect = (Proxy) proxy.invokeExact(endpoint) == null;
    return !isDirect || target.equals((String) host.invokeExact(endpoint));
  }

  /** No name of a host has a number for its top-level domain. */
  private static boolean isAddress(String host) {
    int length = host.length();
    return length == 0
        || host.indexOf(':') >= 0
        || (host.charAt(length - 1) >= '0' && host.charAt(length - 1) <= '9');
  }

  /** Sends a request: returns the response, or that the coroutine is suspended. */
  Object execute(Object endpoint, Object request, Object context, Object continuation)
      throws Throwable {
    return (Object) execute.invokeExact(endpoint, request, context, continuation);
  }
}
