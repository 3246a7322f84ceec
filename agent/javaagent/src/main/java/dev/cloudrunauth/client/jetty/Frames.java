package dev.cloudrunauth.client.jetty;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames that a stream of HTTP/2 begins with, in one copy of Jetty. Immutable. */
final class Frames {

  private final @Nullable MethodHandle list;
  private final MethodHandle metaData;
  private final MethodHandle endPoint;

  Frames(Types types, Class<?> frames) throws ReflectiveOperationException {
    var frame = types.type("http2.frames.HeadersFrame");
    list = frame.isAssignableFrom(frames) ? null : types.getter(frames, "frames");
    metaData = types.method(frame, "getMetaData");
    endPoint = types.method(types.type("http2.HTTP2Session"), "getEndPoint");
  }

  /** The headers of the request. */
  Object metaData(Object frames) throws Throwable {
    Object frame = list == null ? frames : ((List<?>) list.invokeExact(frames)).get(0);
    return (Object) metaData.invokeExact(frame);
  }

  Object endPoint(Object session) throws Throwable {
    return (Object) endPoint.invokeExact(session);
  }
}
