package dev.cloudrunauth.weave;

import static net.bytebuddy.jar.asm.Opcodes.ACC_ABSTRACT;
import static net.bytebuddy.jar.asm.Opcodes.ACC_BRIDGE;
import static net.bytebuddy.jar.asm.Opcodes.ACC_STATIC;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of an HTTP client in which the agent has a say: the last place that every hop of a
 * request passes, below redirects, retries and the application's own interceptors, and the first
 * that its answer does. And one of the JDK's, at which the agent shows itself.
 *
 * <p>Class names are matched at their end, so that copies of a library that were moved to another
 * package ("shaded") are found too.
 */
public enum WeavePoint {
  /** Every hop of a {@code java.net.http.HttpClient}, HTTP/1.1 to HTTP/3 and WebSocket, JDK 11+. */
  JAVA_NET_HTTP(
      Hop.JAVA_NET_HTTP,
      "jdk/internal/net/http/Exchange",
      "responseAsync",
      "()Ljava/util/concurrent/CompletableFuture;",
      Edit.RETURN_EARLY),

  /** HTTP/1.1 of OkHttp 3.0 to 3.4. */
  OKHTTP_3_0_HTTP_1("okhttp3/internal/http/Http1xStream"),
  /** HTTP/2 of OkHttp 3.0 to 3.4. */
  OKHTTP_3_0_HTTP_2("okhttp3/internal/http/Http2xStream"),
  /** HTTP/1.1 of OkHttp 3.5 to 3.13. */
  OKHTTP_3_5_HTTP_1("okhttp3/internal/http1/Http1Codec"),
  /** HTTP/2 of OkHttp 3.5 to 3.13. */
  OKHTTP_3_5_HTTP_2("okhttp3/internal/http2/Http2Codec"),
  /**
   * Every hop of OkHttp 3.14 to 5.x, one step above the codec. A request that fails for want of a
   * token must fail here: 4.10 to 4.12 meet a codec that failed by reading its answer, and end in
   * an {@code IllegalStateException}. The header is not set here, where listeners see the request.
   */
  OKHTTP_3_14_EXCHANGE(
      Hop.OKHTTP_EXCHANGE,
      "okhttp3/internal/connection/Exchange",
      "writeRequestHeaders",
      "",
      Edit.REPLACE_ARGUMENT),
  /** HTTP/1.1 of OkHttp 3.14 to 5.x. */
  OKHTTP_3_14_HTTP_1("okhttp3/internal/http1/Http1ExchangeCodec"),
  /** HTTP/2 of OkHttp 3.14 to 5.x. */
  OKHTTP_3_14_HTTP_2("okhttp3/internal/http2/Http2ExchangeCodec"),

  /**
   * The answer of every hop of a {@code java.net.http.HttpClient}, before the filters that make a
   * redirect or another try of it. The answer is its argument, and stays as it is.
   */
  JAVA_NET_HTTP_ANSWER(
      Hop.JAVA_NET_HTTP_ANSWER,
      "jdk/internal/net/http/MultiExchange",
      "responseFilters",
      "(Ljdk/internal/net/http/Response;)Ljdk/internal/net/http/HttpRequestImpl;",
      Edit.REPLACE_ARGUMENT),
  /**
   * The future of a call over a {@code java.net.http.HttpClient} of Java 15 and older, from which
   * the application's own is derived: there a call does not learn that its future was cancelled.
   */
  JAVA_NET_HTTP_FUTURE(
      Hop.JAVA_NET_HTTP_FUTURE,
      "jdk/internal/net/http/MultiExchange",
      "responseAsync",
      "(Ljava/util/concurrent/Executor;)Ljava/util/concurrent/CompletableFuture;",
      Edit.REPLACE_RETURNED),
  /** The application's headers of a {@code java.net.http.HttpClient}, as they are written. */
  JAVA_NET_HTTP_USER_HEADERS(
      Hop.JAVA_NET_HTTP_USER_HEADERS,
      "jdk/internal/net/http/HttpRequestImpl",
      "getUserHeaders",
      "()Ljava/net/http/HttpHeaders;",
      Edit.REPLACE_RETURNED),
  /** The answer of every hop of OkHttp 3.0 to 3.3. */
  OKHTTP_3_0_ANSWER(
      Hop.OKHTTP_ANSWER,
      "okhttp3/internal/http/HttpEngine",
      "readNetworkResponse",
      "",
      Edit.SHOW_RETURNED),
  /** The answer of every hop of OkHttp 3.4 to 5.x, below the application's interceptors. */
  OKHTTP_3_4_ANSWER(
      Hop.OKHTTP_ANSWER,
      "okhttp3/internal/http/CallServerInterceptor",
      "intercept",
      "",
      Edit.SHOW_RETURNED),

  /**
   * The platform's server of MBeans, whenever somebody gets it: it is made for the first who asks,
   * by a builder that the application may choose in {@code main}, and so never for the agent.
   */
  PLATFORM_MBEAN_SERVER(
      Hop.PLATFORM_MBEAN_SERVER,
      "java/lang/management/ManagementFactory",
      "getPlatformMBeanServer",
      "()Ljavax/management/MBeanServer;",
      Edit.SHOW_RETURNED);

  private static final WeavePoint[] ALL = values();
  private static final int FIRST_JDK_THAT_CANCELS = 16;

  /** Whom the woven code calls. */
  final Hop hop;

  /** The class that has it, with slashes; before it may stand the package it was moved to. */
  final String className;

  /** The method to weave. */
  final String method;

  /** How it changes. */
  final Edit edit;

  private final String descriptor;

  /** OkHttp's codecs: one argument, the request, in whatever package it lives. */
  WeavePoint(String className) {
    this(Hop.OKHTTP, className, "writeRequestHeaders", "", Edit.REPLACE_ARGUMENT);
  }

  WeavePoint(Hop hop, String className, String method, String descriptor, Edit edit) {
    this.hop = hop;
    this.className = className;
    this.method = method;
    this.descriptor = descriptor;
    this.edit = edit;
  }

  /**
   * The weave point in a class. Called for every class that the JVM loads: it compares, and touches
   * nothing else.
   *
   * @param internalName the name of a class, with slashes
   * @return the first weave point in it, or {@code null}, as for nearly all
   */
  static @Nullable WeavePoint in(String internalName) {
    for (var point : ALL) {
      if (point.isIn(internalName)) {
        return point;
      }
    }
    return null;
  }

  /**
   * All weave points in a class.
   *
   * @param internalName the name of a class, with slashes
   * @param jdk the feature release of the JVM, for which not every one is needed
   */
  static List<WeavePoint> allIn(String internalName, int jdk) {
    var all = new ArrayList<WeavePoint>();
    for (var point : ALL) {
      if (point.isIn(internalName) && point.isNeededOn(jdk)) {
        all.add(point);
      }
    }
    return all;
  }

  boolean isNeededOn(int jdk) {
    return this != JAVA_NET_HTTP_FUTURE || jdk < FIRST_JDK_THAT_CANCELS;
  }

  boolean isMethod(int access, String name, String descriptor) {
    boolean isStatic = (access & ACC_STATIC) != 0;
    return name.equals(method)
        && isStatic == (this == PLATFORM_MBEAN_SERVER)
        && (access & (ACC_ABSTRACT | ACC_BRIDGE)) == 0
        && (this.descriptor.isEmpty() ? edit.fits(descriptor) : descriptor.equals(this.descriptor));
  }

  private boolean isIn(String internalName) {
    if (!internalName.endsWith(className)) {
      return false;
    }
    int start = internalName.length() - className.length();
    return start == 0 || (hop.isRelocatable && internalName.charAt(start - 1) == '/');
  }
}
