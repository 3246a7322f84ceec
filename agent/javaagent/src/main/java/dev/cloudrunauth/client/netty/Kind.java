package dev.cloudrunauth.client.netty;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What an object of Netty's is, by the name of its class, its superclasses or interfaces. */
enum Kind {
  /** The head of a request of HTTP/1.1, and above the codec of HTTP/2. */
  REQUEST("handler.codec.http.HttpRequest"),

  RESPONSE("handler.codec.http.HttpResponse"),

  /** The head of a message of HTTP/2. */
  HEADERS_FRAME("handler.codec.http2.Http2HeadersFrame"),

  /** Encodes the requests of a connection of HTTP/1.1. */
  HTTP_1_CODEC("handler.codec.http.HttpClientCodec"),

  /** Encodes the request of a stream of HTTP/2. */
  HTTP_2_CODEC("handler.codec.http2.Http2StreamFrameToHttpObjectCodec"),

  /** What is written as it is, without a codec. */
  BUFFER("buffer.ByteBuf"),

  OTHER("");

  private static final String NETTY = "io.netty.";

  private static final ClassValue<Kind> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
          return find(type);
        }
      };

  private final String name;

  Kind(String name) {
    this.name = name;
  }

  static Kind of(Object object) {
    return BY_CLASS.get(object.getClass());
  }

  private static Kind find(Class<?> type) {
    for (var kind : values()) {
      if (kind != OTHER && superType(type, NETTY + kind.name) != null) {
        return kind;
      }
    }
    return OTHER;
  }

  /** The class itself, a superclass or an interface with a name that ends so. */
  static @Nullable Class<?> superType(Class<?> type, String name) {
    var all = new ArrayDeque<Class<?>>();
    all.add(type);
    while (!all.isEmpty()) {
      var next = all.remove();
      if (isNamed(next.getName(), name)) {
        return next;
      }
      if (next.getSuperclass() != null) {
        all.add(next.getSuperclass());
      }
      for (Class<?> implemented : next.getInterfaces()) {
        all.add(implemented);
      }
    }
    return null;
  }

  private static boolean isNamed(String className, String name) {
    return className.endsWith(name)
        && (className.length() == name.length()
            || className.charAt(className.length() - name.length() - 1) == '.');
  }
}
