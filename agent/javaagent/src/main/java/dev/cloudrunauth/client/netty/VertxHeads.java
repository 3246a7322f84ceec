package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import dev.cloudrunauth.instrumentation.HostHeader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heads of requests in one copy of Vert.x, its {@code HttpRequestHead}: with the headers of the
 * application's own request, which are never changed. Immutable.
 */
final class VertxHeads {

  private static final ClassValue<VertxHeads> BY_CLASS = Handles.byClass(VertxHeads::new);

  private final MethodHandle method;
  private final MethodHandle authority;
  private final MethodHandle headersOf;
  private final MethodHandle contains;
  private final MethodHandle getAll;

  private VertxHeads(Class<?> head) throws ReflectiveOperationException {
    var lookup = MethodHandles.publicLookup();
    var getMethod = lookup.unreflectGetter(head.getField("method"));
    method =
        Handles.then(
            Handles.erased(getMethod),
            Types.handle(getMethod.type().returnType().getMethod("name")));
    authority =
        lookup
            .unreflectGetter(head.getField("authority"))
            .asType(MethodType.methodType(Object.class, Object.class));
    var headers = lookup.unreflectGetter(head.getField("headers"));
    headersOf = Handles.erased(headers);
    var type = headers.type().returnType();
    contains = Types.handle(type.getMethod("contains", String.class));
    getAll = Types.handle(type.getMethod("getAll", String.class));
  }

  static VertxHeads of(Object head) {
    return BY_CLASS.get(head.getClass());
  }

  String method(Object head) throws Throwable {
    return (String) method.invokeExact(head);
  }

  /** All values of a header; for {@code Host}, the authority that is sent in its place too. */
  @SuppressWarnings("unchecked")
  List<String> values(Object head, String name) throws Throwable {
    Object headers = (Object) headersOf.invokeExact(head);
    var key = HeaderChoice.inHttp2(name);
    var own =
        headers == null || !(boolean) contains.invokeExact(headers, key)
            ? List.<String>of()
            : (List<String>) (List) getAll.invokeExact(headers, key);
    var named = name.equals(HostHeader.NAME) ? authority(head) : null;
    if (named == null) {
      return own;
    }
    if (own.isEmpty()) {
      return List.of(named);
    }
    var all = new ArrayList<String>(own.size() + 1);
    all.add(named);
    all.addAll(own);
    return all;
  }

  private @Nullable String authority(Object head) throws Throwable {
    Object named = (Object) authority.invokeExact(head);
    return named == null ? null : named.toString();
  }
}
