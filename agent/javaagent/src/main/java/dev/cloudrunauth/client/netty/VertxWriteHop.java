package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** The same as {@link VertxHeadHop} from 5.1 on, where an object of its own makes the frame. */
final class VertxWriteHop extends VertxHeadHop {

  private static final ClassValue<Fields> FIELDS = Handles.byClass(Fields::new);
  private static final VertxStep.Point WRITE = new VertxStep.Point("write");

  /** The fields of what makes the frame. */
  private static final class Fields {
    private final MethodHandle stream;
    private final MethodHandle head;

    Fields(Class<?> write) throws ReflectiveOperationException {
      stream = Handles.erased(Handles.privateGetter(write, "this$0"));
      head = Handles.erased(Handles.privateGetter(write, "request"));
    }
  }

  VertxWriteHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Authorizes a request.
   *
   * @param write a {@code DefaultHttp2ClientStream$HeadersWrite}
   * @return {@code null} if it goes on; otherwise what takes no arguments
   */
  @Override
  protected @Nullable Object call(Object write, @Nullable Object none) throws Throwable {
    var fields = FIELDS.get(write.getClass());
    return begin(
        (Object) fields.head.invokeExact(write),
        (Object) fields.stream.invokeExact(write),
        WRITE,
        write);
  }
}
