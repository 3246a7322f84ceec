package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Handles;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the {@code DataWriter} of a connection while one request is written to it, and adds
 * the token behind the first line. What the client logs of the head lies above it.
 */
final class HeadWriter implements InvocationHandler {

  private static final ClassValue<Buffers> BUFFERS = Handles.byClass(Buffers::new);

  private final Object writer;
  private final Authorizer authorizer;
  private @Nullable HeadRequest request;

  private HeadWriter(Object writer, HeadRequest request, Authorizer authorizer) {
    this.writer = writer;
    this.request = request;
    this.authorizer = authorizer;
  }

  static Object of(Object writer, HeadRequest request, Authorizer authorizer) throws Throwable {
    var type = request.copy.types.type("common.buffers.DataWriter");
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, new HeadWriter(writer, request, authorizer));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method called, Object @Nullable [] arguments)
      throws Throwable {
    if (request != null && arguments != null && arguments.length == 1) {
      addToken(arguments);
    }
    try {
      return called.invoke(writer, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }

  private void addToken(Object[] arguments) throws Throwable {
    var head = request;
    request = null;
    if (head == null) {
      return;
    }
    try {
      var buffers = BUFFERS.get(head.copy.types.type("common.buffers.BufferData"));
      if (arguments[0] instanceof Object[]) {
        var several = (Object[]) arguments[0];
        several[0] = buffers.withToken(several[0], head);
      } else {
        arguments[0] = buffers.withToken(arguments[0], head);
      }
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  /** The {@code BufferData} of one copy of Helidon. */
  private static final class Buffers {

    private final MethodHandle read;
    private final MethodHandle create;

    Buffers(Class<?> buffer) throws ReflectiveOperationException {
      read = Types.handle(buffer.getMethod("readBytes"));
      create = Types.handle(buffer.getMethod("create", byte[].class));
    }

    /** What is written in place of a buffer, which begins with the first line of a request. */
    Object withToken(Object buffer, HeadRequest request) throws Throwable {
      var bytes = (byte[]) (Object) read.invokeExact(buffer);
      int end = 0;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      var line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
      if (end == bytes.length || !namesTarget(line, request)) {
        return (Object) create.invokeExact((Object) bytes);
      }
      var header = request.name() + ": " + request.value() + "\r\n";
      var written = new ByteArrayOutputStream(bytes.length + header.length());
      written.write(bytes, 0, end + 1);
      written.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
      written.write(bytes, end + 1, bytes.length - end - 1);
      return (Object) create.invokeExact((Object) written.toByteArray());
    }

    /** A server that is sent a whole URL goes by that. */
    private static boolean namesTarget(String line, HeadRequest request) throws Throwable {
      int target = line.indexOf(' ') + 1;
      if (line.startsWith("/", target)) {
        return true;
      }
      var own = "https://" + request.host() + ":" + request.port() + "/";
      return line.regionMatches(true, target, own, 0, own.length());
    }
  }
}
