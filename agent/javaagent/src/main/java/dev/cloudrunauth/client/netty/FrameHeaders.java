package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers of the frames of one copy of Netty. Immutable. */
final class FrameHeaders {

  private static final ClassValue<FrameHeaders> BY_FRAME = Handles.byClass(FrameHeaders::new);
  private static final String FRAME = "io.netty.handler.codec.http2.Http2HeadersFrame";

  private final MethodHandle status;
  private final MethodHandle headers;
  private final MethodHandle all;

  private FrameHeaders(Class<?> frame) throws ReflectiveOperationException {
    var type = Kind.superType(frame, FRAME);
    if (type == null) {
      throw new ClassNotFoundException(FRAME);
    }
    var lookup = MethodHandles.publicLookup();
    var getHeaders = lookup.unreflect(type.getMethod("headers"));
    var headersType = getHeaders.type().returnType();
    headers = Handles.erased(getHeaders);
    status =
        Handles.erased(
            MethodHandles.filterReturnValue(
                getHeaders, lookup.unreflect(headersType.getMethod("status"))));
    all = Handles.erased(lookup.unreflect(headersType.getMethod("getAll", Object.class)));
  }

  static FrameHeaders of(Object frame) {
    return BY_FRAME.get(frame.getClass());
  }

  /** The status of a response; 0 for any other headers. */
  int status(Object frame) throws Throwable {
    return status((CharSequence) status.invokeExact(frame));
  }

  /** A status by its digits; 0 if there is none. */
  static int status(@Nullable CharSequence text) {
    if (text == null || text.length() != 3) {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < 3; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  List<String> values(Object frame, String name) throws Throwable {
    Object ofFrame = (Object) headers.invokeExact(frame);
    var found = (List<?>) (List) all.invokeExact(ofFrame, (Object) name.toLowerCase(Locale.ROOT));
    return texts(found);
  }

  /** Values as strings. */
  static List<String> texts(List<?> values) {
    var texts = new ArrayList<String>();
    for (var value : values) {
      texts.add(String.valueOf(value));
    }
    return texts;
  }
}
