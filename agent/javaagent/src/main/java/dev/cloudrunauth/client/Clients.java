package dev.cloudrunauth.client;

import static dev.cloudrunauth.instrumentation.Library.detected;

import dev.cloudrunauth.instrumentation.Library;
import java.util.ArrayList;
import java.util.List;

/**
 * All HTTP clients that the agent knows, one entry for each. Configuration keys, the start report
 * and the log line for clients without tokens follow from these entries.
 *
 * <p>Modules are named and not referred to: none is loaded before a class of its client is.
 */
public final class Clients {

  private static final String MODULES = "dev.cloudrunauth.client.";

  private static final Library[] ALL = {
    Library.woven(
        "java-net-http",
        "java.net.http.HttpClient",
        MODULES + "javanethttp.JavaNetHttp",
        "jdk/internal/net/http/Exchange",
        "jdk/internal/net/http/MultiExchange",
        "jdk/internal/net/http/HttpRequestImpl"),
    Library.woven(
        "okhttp",
        "OkHttp",
        MODULES + "okhttp.OkHttp",
        "okhttp3/internal/http/Http1xStream",
        "okhttp3/internal/http/Http2xStream",
        "okhttp3/internal/http/HttpEngine",
        "okhttp3/internal/http/CallServerInterceptor",
        "okhttp3/internal/http1/Http1Codec",
        "okhttp3/internal/http1/Http1ExchangeCodec",
        "okhttp3/internal/http2/Http2Codec",
        "okhttp3/internal/http2/Http2ExchangeCodec",
        "okhttp3/internal/connection/Exchange"),
    Library.woven(
        "http-url-connection",
        "HttpURLConnection",
        MODULES + "httpurlconnection.HttpUrlConnection",
        "sun/net/www/http/HttpClient"),
    Library.woven(
        "apache-httpclient-5",
        "Apache HttpClient 5",
        MODULES + "apachehttp.ApacheHttpClient5",
        "org/apache/hc/core5/http/impl/io/DefaultBHttpClientConnection",
        "org/apache/hc/core5/http/impl/io/AbstractMessageWriter",
        "org/apache/hc/core5/http/impl/io/HttpRequestExecutor",
        "org/apache/hc/client5/http/impl/Wire"),
    Library.woven(
        "apache-httpclient-4",
        "Apache HttpClient 4",
        MODULES + "apachehttp.ApacheHttpClient4",
        "org/apache/http/impl/DefaultBHttpClientConnection",
        "org/apache/http/impl/AbstractHttpClientConnection",
        "org/apache/http/impl/io/AbstractMessageWriter",
        "org/apache/http/protocol/HttpRequestExecutor",
        "org/apache/http/impl/conn/Wire"),
    Library.woven(
        "apache-httpasyncclient-5",
        "Apache HttpAsyncClient 5",
        MODULES + "apachehttp.ApacheHttpAsyncClient5",
        "org/apache/hc/client5/http/impl/async/HttpAsyncMainClientExec",
        "org/apache/hc/client5/http/impl/async/H2AsyncMainClientExec",
        "org/apache/hc/core5/http/impl/nio/AbstractHttp1StreamDuplexer",
        "org/apache/hc/core5/http/impl/nio/ClientHttp1StreamHandler",
        "org/apache/hc/core5/http2/impl/nio/ClientH2StreamHandler",
        "org/apache/hc/core5/http2/impl/DefaultH2RequestConverter",
        "org/apache/hc/core5/http2/hpack/HPackEncoder",
        "org/apache/hc/client5/http/impl/async/LoggingIOSession",
        "org/apache/hc/core5/http2/frame/FramePrinter"),
    Library.woven(
        "apache-httpasyncclient-4",
        "Apache HttpAsyncClient 4",
        MODULES + "apachehttp.ApacheHttpAsyncClient4",
        "org/apache/http/impl/nio/client/AbstractClientExchangeHandler",
        "org/apache/http/impl/nio/DefaultNHttpClientConnection",
        "org/apache/http/impl/nio/codecs/AbstractMessageWriter",
        "org/apache/http/nio/protocol/HttpAsyncRequestExecutor",
        "org/apache/http/impl/nio/conn/Wire"),
    Library.woven(
        "netty",
        "Netty (Reactor Netty, AsyncHttpClient, Vert.x, Micronaut, Armeria)",
        MODULES + "netty.NettyCodecs",
        "io/netty/channel/CombinedChannelDuplexHandler",
        "io/netty/channel/CombinedChannelDuplexHandler$DelegatingChannelHandlerContext",
        "io/netty/channel/AbstractCoalescingBufferQueue",
        "io/netty/handler/codec/MessageToMessageCodec",
        "io/netty/handler/codec/http/HttpRequestEncoder",
        "io/netty/handler/codec/http2/AbstractHttp2StreamChannel",
        "io/netty/handler/codec/http2/DefaultHttp2FrameWriter",
        "io/netty/handler/codec/http2/HpackEncoder",
        "io/netty/handler/logging/LoggingHandler",
        "io/vertx/core/http/impl/Http2ClientConnection$StreamImpl",
        "io/vertx/core/http/impl/Http2ClientConnection$Stream",
        "io/vertx/core/http/impl/VertxHttp2Stream",
        "io/vertx/core/http/impl/http2/DefaultHttp2ClientStream",
        "io/vertx/core/http/impl/http2/DefaultHttp2ClientStream$HeadersWrite",
        "io/vertx/core/http/impl/http2/DefaultHttp2Stream",
        "com/linecorp/armeria/client/HttpSessionHandler",
        "com/linecorp/armeria/client/ClientHttp1ObjectEncoder",
        "com/linecorp/armeria/client/ClientHttp2ObjectEncoder",
        "com/linecorp/armeria/client/HttpResponseWrapper",
        "com/linecorp/armeria/client/AbstractHttpResponseDecoder"),
    Library.woven(
        "jetty",
        "Jetty's HttpClient",
        MODULES + "jetty.JettyHttpClient",
        "org/eclipse/jetty/client/HttpSender",
        "org/eclipse/jetty/client/HttpReceiver",
        "org/eclipse/jetty/client/http/HttpSenderOverHTTP",
        "org/eclipse/jetty/client/transport/HttpSender",
        "org/eclipse/jetty/client/transport/HttpReceiver",
        "org/eclipse/jetty/client/transport/internal/HttpSenderOverHTTP",
        "org/eclipse/jetty/http2/client/http/HttpSenderOverHTTP2",
        "org/eclipse/jetty/http2/client/transport/internal/HttpSenderOverHTTP2",
        "org/eclipse/jetty/http2/HTTP2Session",
        "org/eclipse/jetty/http2/hpack/HpackEncoder",
        "org/eclipse/jetty/io/ssl/SslConnection$DecryptedEndPoint",
        "org/eclipse/jetty/io/ssl/SslConnection$SslEndPoint",
        "org/eclipse/jetty/util/BufferUtil"),
    Library.woven(
        "ktor",
        "Ktor's CIO engine",
        MODULES + "ktor.KtorCio",
        "io/ktor/client/engine/cio/Endpoint",
        "io/ktor/client/engine/cio/UtilsKt",
        "io/ktor/client/engine/cio/UtilsKt$readResponse$2"),
    Library.woven(
        "helidon",
        "Helidon WebClient",
        MODULES + "helidon.Helidon",
        "io/helidon/webclient/http1/Http1CallChainBase",
        "io/helidon/webclient/http1/Http1CallEntityChain",
        "io/helidon/webclient/http1/Http1CallOutputStreamChain",
        "io/helidon/webclient/http2/Http2CallChainBase",
        "io/helidon/webclient/http2/Http2ClientStream",
        "io/helidon/http/http2/Http2ConnectionWriter"),
    Library.woven(
        "grpc",
        "gRPC",
        MODULES + "grpc.GrpcJava",
        "io/grpc/internal/CallCredentialsApplyingTransportFactory$CallCredentialsApplyingTransport",
        "io/grpc/internal/MetadataApplierImpl",
        "io/grpc/internal/DelayedStream",
        "io/grpc/internal/Http2ClientStreamTransportState",
        "io/grpc/netty/NettyClientStream$Sink",
        "io/grpc/netty/GrpcHttp2OutboundHeaders",
        "io/grpc/okhttp/OkHttpClientStream$Sink"),
    detected(
        "Pekko HTTP", "", "org/apache/pekko/http/impl/engine/client/OutgoingConnectionBlueprint$"),
    detected("OkHttp 2", "", "com/squareup/okhttp/OkHttpClient"),
    detected(
        "Jersey's own connectors",
        "(Jersey: the default HttpUrlConnectorProvider)",
        "org/glassfish/jersey/netty/connector/NettyConnector",
        "org/glassfish/jersey/grizzly/connector/GrizzlyConnector"),
  };

  private Clients() {}

  /** Every client that the agent knows. The caller must not change the array. */
  public static Library[] all() {
    return ALL;
  }

  /** The clients whose requests get ID tokens. */
  public static List<Library> woven() {
    var woven = new ArrayList<Library>();
    for (var client : ALL) {
      if (client.isWoven()) {
        woven.add(client);
      }
    }
    return woven;
  }
}
