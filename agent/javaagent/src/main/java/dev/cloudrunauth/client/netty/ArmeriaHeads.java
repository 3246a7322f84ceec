package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.HostHeader;
import dev.cloudrunauth.instrumentation.RequestTarget;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of messages in one copy of Armeria, which are immutable. Those of a request have its
 * first line too. Immutable.
 */
final class ArmeriaHeads {

  private static final ClassValue<ArmeriaHeads> BY_CLASS = Handles.byClass(ArmeriaHeads::new);
  private static final String CONNECT = "CONNECT";

  private final MethodHandle getAll;
  private final MethodHandle method;
  private final MethodHandle path;
  private final MethodHandle authority;
  private final MethodHandle toBuilder;
  private final MethodHandle remove;
  private final MethodHandle build;
  private final MethodHandle status;

  private ArmeriaHeads(Class<?> own) throws ReflectiveOperationException {
    var types = new ArmeriaTypes(own);
    var request = "common.RequestHeaders";
    var builder = "common.RequestHeadersBuilder";
    getAll = types.method("common.HttpHeaders", "getAll", CharSequence.class);
    method = types.method(request, "method");
    path = types.method(request, "path");
    authority = types.method(request, "authority");
    toBuilder = types.method(request, "toBuilder");
    remove = types.method(builder, "remove", CharSequence.class);
    build = types.method(builder, "build");
    status =
        Handles.then(
            types.method("common.ResponseHeaders", "status"),
            types.method("common.HttpStatus", "code"));
  }

  static ArmeriaHeads of(Object headers) {
    return BY_CLASS.get(headers.getClass());
  }

  /** The status of a response. */
  int status(Object headers) throws Throwable {
    return (int) status.invokeExact(headers);
  }

  /** Whether a request asks a proxy for a tunnel. */
  boolean isConnect(Object headers) throws Throwable {
    return ((Object) method.invokeExact(headers)).toString().equals(CONNECT);
  }

  /** All values of a header. */
  @SuppressWarnings("unchecked")
  List<String> values(Object headers, String name) throws Throwable {
    return (List<String>) (List<?>) (List) getAll.invokeExact(headers, (CharSequence) name);
  }

  /** The same of a request; for {@code Host}, also what is sent in its place. */
  List<String> requestValues(Object headers, String name) throws Throwable {
    var own = values(headers, name);
    if (!name.equals(HostHeader.NAME)) {
      return own;
    }
    var all = new ArrayList<String>(own.size() + 1);
    var named = (String) authority.invokeExact(headers);
    if (named != null) {
      all.add(named);
    }
    all.addAll(own);
    var url = RequestTarget.host((String) path.invokeExact(headers));
    if (url != null) {
      all.add(url);
    }
    return all;
  }

  /** The headers of a request without some of them. */
  Object without(Object headers, List<String> names) throws Throwable {
    Object builder = (Object) toBuilder.invokeExact(headers);
    for (var name : names) {
      boolean unused = (boolean) remove.invokeExact(builder, (CharSequence) name);
    }
    return (Object) build.invokeExact(builder);
  }
}
