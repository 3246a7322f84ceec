package com.example.application.hotpath;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.connection.Exchange;
import okhttp3.internal.connection.ExchangeFinder;
import okhttp3.internal.connection.RealCall;
import okhttp3.internal.http.RealInterceptorChain;
import okhttp3.internal.http1.Http1ExchangeCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * OkHttp from its chain of interceptors down to the HTTP/1.1 codec, which writes the head of a
 * request into the void: {@code RealInterceptorChain.proceed}, {@code
 * Exchange.writeRequestHeaders}, {@code Http1ExchangeCodec.writeRequestHeaders}. All objects are of
 * OkHttp's own classes.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class OkHttp {

  private static final MethodHandle CODEC_STATE = OkHttpParts.codecState();

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  /** Who adds the token. */
  @Param("FIXED")
  public Contestant contestant;

  private final OkHttpClient client = new OkHttpClient();
  private final Nowhere nowhere = new Nowhere();
  private Http1ExchangeCodec codec;
  private Exchange exchange;
  private Request request;
  private Response response;
  private RealInterceptorChain chain;

  /** Builds the way, and goes it once to see that the right header arrives at its end. */
  @Setup
  public void prepare() throws Throwable {
    var tokens = new Tokens();
    request = request(tokens);
    response =
        new Response.Builder()
            .request(request)
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("OK")
            .build();
    var call = (RealCall) client.newCall(request);
    codec = new Http1ExchangeCodec(client, OkHttpParts.carrier(client, request), nowhere);
    exchange = new Exchange(call, OkHttpParts.nobody(ExchangeFinder.class), codec);
    List<Interceptor> interceptors = new ArrayList<>();
    if (contestant == Contestant.BY_HAND) {
      var uri = URI.create(kind.url);
      interceptors.add(hop -> authorized(hop, tokens, uri));
    }
    interceptors.add(this::write);
    chain = OkHttpParts.chain(client, call, interceptors, request);
    check();
  }

  /** Sends a request on its way. */
  @Benchmark
  public Object send(Processor processor) throws Throwable {
    processor.calls++;
    return proceed();
  }

  private Response proceed() throws Throwable {
    CODEC_STATE.invokeExact(codec, 0);
    return chain.proceed(request);
  }

  /** What OkHttp's own interceptors have made of a request when it comes to the codec. */
  private Request request(Tokens tokens) throws IOException {
    var builder =
        new Request.Builder()
            .url(kind.url)
            .header("Accept", "application/json")
            .header("Host", URI.create(kind.url).getHost())
            .header("Connection", "Keep-Alive")
            .header("Accept-Encoding", "gzip")
            .header("User-Agent", "okhttp/5.5.1");
    if (kind.hasAuthorization) {
      builder.header("Authorization", Kind.OWN_VALUE);
    }
    if (kind.isHit && contestant == Contestant.FIXED) {
      builder.header(kind.tokenHeader(), tokens.headerValue(URI.create(kind.url)));
    }
    return builder.build();
  }

  private Response authorized(Interceptor.Chain hop, Tokens tokens, URI uri) throws IOException {
    var wanted = hop.request();
    return hop.proceed(
        wanted.newBuilder().header(kind.tokenHeader(), tokens.headerValue(uri)).build());
  }

  private Response write(Interceptor.Chain hop) throws IOException {
    exchange.writeRequestHeaders(hop.request());
    return response;
  }

  private void check() throws Throwable {
    var written = nowhere.record();
    proceed();
    nowhere.getSink().flush();
    nowhere.swallow();
    if (written.readUtf8().contains("\r\n" + kind.tokenHeader() + ": Bearer ") != kind.isHit) {
      throw new IllegalStateException("not the head that is to be measured");
    }
  }
}
