package dev.cloudrunauth.launch;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that the agent does not weave yet, known by a class that is loaded when a client
 * is made or used, and not when it merely lies on the class path.
 */
enum UnwovenClient {
  /**
   * Of the JDK, since 1.1; the default of plain Spring's {@code RestTemplate} and of Feign. The
   * class is that of a connection: the verifier, where it looks at the JDK's own classes, loads
   * others for everyone who makes a {@code URL}.
   */
  HTTP_URL_CONNECTION(
      "HttpURLConnection",
      "(Spring: JdkClientHttpRequestFactory; Feign: feign-java11, feign-okhttp)",
      "sun/net/www/protocol/https/HttpsClient"),
  /** Of Spring, where it is on the class path. */
  APACHE_4(
      "Apache HttpClient 4",
      Hint.REQUEST_FACTORY,
      "org/apache/http/impl/client/InternalHttpClient",
      "org/apache/http/impl/nio/client/InternalHttpAsyncClient"),
  /** Of Spring, where it is on the class path. */
  APACHE_5(
      "Apache HttpClient 5",
      Hint.REQUEST_FACTORY,
      "org/apache/hc/client5/http/impl/classic/InternalHttpClient",
      "org/apache/hc/client5/http/impl/async/InternalHttpAsyncClient"),
  /** Of Spring, where it is on the class path; the same name in all of its versions. */
  JETTY("Jetty's HttpClient", Hint.REQUEST_FACTORY, "org/eclipse/jetty/client/HttpClient"),
  /** Of Spring WebFlux; the class is that of a request on its way. */
  REACTOR_NETTY(
      "Reactor Netty",
      "(Spring: JdkClientHttpConnector)",
      "reactor/netty/http/client/HttpClientConnect$HttpClientHandler"),
  /** Of Google's own client libraries, too, which bring their own credentials. */
  GRPC("gRPC", "", "io/grpc/internal/ManagedChannelImpl"),
  /** Of Quarkus. */
  VERTX("Vert.x", "", "io/vertx/core/http/impl/HttpClientImpl"),
  /** Of Micronaut. */
  MICRONAUT_NETTY(
      "Micronaut's Netty client",
      "(Micronaut: micronaut-http-client-jdk)",
      "io/micronaut/http/client/netty/DefaultHttpClient"),
  /** Of Ktor. */
  KTOR_CIO(
      "Ktor's CIO engine",
      "(Ktor: ktor-client-java, ktor-client-okhttp)",
      "io/ktor/client/engine/cio/CIOEngine");

  private static final UnwovenClient[] ALL = values();

  /** As its users call it. */
  final String title;

  /** What to use instead where a framework stands between, or nothing. */
  final String hint;

  /** With slashes; see {@link Startup#mayBeUnwovenClient}. */
  final String className;

  /** Another such class of it, or the same one. */
  final String asynchronousClassName;

  UnwovenClient(String title, String hint, String className) {
    this(title, hint, className, className);
  }

  UnwovenClient(String title, String hint, String className, String asynchronousClassName) {
    this.title = title;
    this.hint = hint;
    this.className = className;
    this.asynchronousClassName = asynchronousClassName;
  }

  /** The client that a class belongs to, by the name of the class with slashes. */
  static @Nullable UnwovenClient of(String internalName) {
    for (var client : ALL) {
      if (client.className.equals(internalName)
          || client.asynchronousClassName.equals(internalName)) {
        return client;
      }
    }
    return null;
  }

  private static final class Hint {
    static final String REQUEST_FACTORY = "(Spring: JdkClientHttpRequestFactory)";
  }
}
