package com.example.application.hotpath;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The calls that woven code makes, alone: the same method, with the same objects. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class Hook {

  private static final int JAVA_NET_HTTP =
      Weave.slot("jdk.internal.net.http.Exchange", "javanethttp.ExchangeHop");
  private static final int OKHTTP =
      Weave.slot("okhttp3.internal.http1.Http1ExchangeCodec", "okhttp.RequestHop");
  private static final int OKHTTP_EXCHANGE =
      Weave.slot("okhttp3.internal.connection.Exchange", "okhttp.TokenAwait");
  private static final int OKHTTP_ANSWER =
      Weave.slot("okhttp3.internal.http.CallServerInterceptor", "okhttp.ResponseHop");
  private static final int CONNECTION =
      Weave.slot("sun.net.www.http.HttpClient", "httpurlconnection.RequestHop");
  private static final int CONNECTION_WRITTEN =
      Weave.slot("sun.net.www.http.HttpClient", "httpurlconnection.WrittenHop");
  private static final MethodHandle CALL = Weave.call();

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  private Object exchange;
  private Object connection;
  private Object connectionHeaders;
  private Map<String, List<String>> systemHeaders;
  private Request request;
  private Response response;

  /** Makes the objects, and waits for the agent's first token. */
  @Setup
  public void prepare() throws Throwable {
    exchange =
        JavaNetHttpParts.cancelledExchange(
            HttpRequest.newBuilder(URI.create(kind.url)).header("Accept", "a/b").build());
    systemHeaders = JavaNetHttpParts.systemHeaders(JavaNetHttpParts.request(exchange));
    request = new Request.Builder().url(kind.url).header("Accept", "a/b").build();
    response =
        new Response.Builder()
            .request(request)
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("OK")
            .build();
    var written =
        (Request)
            (Object) CALL.invokeExact(OKHTTP, (Object) request, (Object) this, (Object) request);
    if ((written.header("Authorization") != null) != kind.isHit) {
      throw new IllegalStateException("not what is to be measured");
    }
    if (!kind.isHit && written != request) {
      throw new IOException("a copy");
    }
    var url = new URL(kind.url);
    connection = ConnectionParts.connection(url);
    connectionHeaders = ConnectionParts.headers(url);
    var unused = (Object) CALL.invokeExact(JAVA_NET_HTTP, exchange, (Object) null, (Object) null);
    boolean isSet = systemHeaders.containsKey("Authorization");
    var ofConnection =
        (Object) CALL.invokeExact(CONNECTION, connectionHeaders, connection, connectionHeaders);
    boolean hasToken = ConnectionParts.has(ofConnection, "Authorization");
    connection(new Processor());
    boolean keepsToken = ConnectionParts.has(ofConnection, "Authorization");
    if (isSet != kind.isHit || hasToken != kind.isHit || keepsToken) {
      throw new IllegalStateException("not what is to be measured");
    }
  }

  /** {@code Exchange.responseAsync} of the JDK. */
  @Benchmark
  public Object javaNetHttp(Processor processor) throws Throwable {
    processor.calls++;
    // As a hop finds it that is not a second try.
    systemHeaders.clear();
    return (Object) CALL.invokeExact(JAVA_NET_HTTP, exchange, (Object) null, (Object) null);
  }

  /** {@code Exchange.writeRequestHeaders} of OkHttp. */
  @Benchmark
  public Object okHttpExchange(Processor processor) throws Throwable {
    processor.calls++;
    return (Object)
        CALL.invokeExact(OKHTTP_EXCHANGE, (Object) request, (Object) this, (Object) request);
  }

  /** {@code Http1ExchangeCodec.writeRequestHeaders}. */
  @Benchmark
  public Object okHttpCodec(Processor processor) throws Throwable {
    processor.calls++;
    return (Object) CALL.invokeExact(OKHTTP, (Object) request, (Object) this, (Object) request);
  }

  /** {@code writeRequests} of an {@code HttpURLConnection}'s connection: its start and its end. */
  @Benchmark
  public Object connection(Processor processor) throws Throwable {
    processor.calls++;
    var headers =
        (Object) CALL.invokeExact(CONNECTION, connectionHeaders, connection, connectionHeaders);
    return (Object) CALL.invokeExact(CONNECTION_WRITTEN, headers, connection, (Object) null);
  }

  /** {@code CallServerInterceptor.intercept}. */
  @Benchmark
  public Object okHttpAnswer(Processor processor) throws Throwable {
    processor.calls++;
    return (Object)
        CALL.invokeExact(OKHTTP_ANSWER, (Object) response, (Object) null, (Object) null);
  }
}
