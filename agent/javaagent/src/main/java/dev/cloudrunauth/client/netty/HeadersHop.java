package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Where the headers of a frame of HTTP/2 have been encoded. */
final class HeadersHop extends Adapter {

  private static final int ENTRY_OVERHEAD = 32;
  private static final ClassValue<MethodHandle> ENCODE = Handles.byClass(HeadersHop::encode);

  HeadersHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Encodes the token behind them.
   *
   * @param buffer a {@code ByteBuf}
   * @param encoder the {@code HpackEncoder} of the connection
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object buffer, @Nullable Object encoder) throws Throwable {
    var writing = Writing.current();
    var value = writing == null ? null : writing.hop().token();
    if (writing != null && value != null && encoder != null && writing.takeFrame()) {
      var name = HeaderChoice.inHttp2(writing.hop().tokenName());
      ENCODE
          .get(encoder.getClass())
          .invokeExact(
              encoder,
              buffer,
              (CharSequence) name,
              (CharSequence) value,
              false,
              (long) name.length() + value.length() + ENTRY_OVERHEAD);
    }
    return null;
  }

  private static MethodHandle encode(Class<?> encoder) throws ReflectiveOperationException {
    for (var method : encoder.getDeclaredMethods()) {
      if (method.getName().equals("encodeHeader") && method.getParameterCount() == 5) {
        method.setAccessible(true);
        return Handles.erased(MethodHandles.lookup().unreflect(method));
      }
    }
    throw new NoSuchMethodException(encoder + ".encodeHeader");
  }
}
