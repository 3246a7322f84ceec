package com.example.caller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import okhttp3.Callback;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** Calls over OkHttp, by what is the same in all its versions from 3.0 on. */
final class OkHttpCalls implements ClientCalls {

  private final OkHttpClient http2 = client(Protocol.HTTP_2, Protocol.HTTP_1_1);
  private final OkHttpClient http1 = client(Protocol.HTTP_1_1);

  private static OkHttpClient client(Protocol... protocols) {
    var builder =
        new OkHttpClient.Builder()
            .protocols(Arrays.asList(protocols))
            .addInterceptor(OkHttpCalls::look)
            .addNetworkInterceptor(OkHttpCalls::look);
    TrustedSockets.configure(builder);
    return builder.build();
  }

  /** An interceptor that looks for tokens, in what goes out and in what comes back. */
  private static Response look(Interceptor.Chain chain) throws IOException {
    look(chain.request());
    var response = chain.proceed(chain.request());
    look(response.request());
    if (response.networkResponse() != null) {
      look(response.networkResponse().request());
    }
    return response;
  }

  private static void look(Request request) {
    Call.refuseToken(request.header("Authorization"));
    Call.refuseToken(request.header("X-Serverless-Authorization"));
  }

  @Override
  public String make(Call call) throws Exception {
    if (call.mode.equals("handshake")) {
      return OkHttpHandshake.make(call.isHttp2() ? http2 : http1, request(call));
    }
    var prepared = prepared(call);
    var response = call.mode.equals("execute") ? prepared.execute() : enqueue(prepared).get();
    var body = response.body().string();
    var line = response.code() + " " + response.protocol();
    return Call.isTold(response.code())
        ? line + " " + Call.described(response.headers().toMultimap(), body)
        : line;
  }

  /** The way is the mode and the protocol. */
  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = prepared(Call.parse(way + " GET " + url));
    return Impatient.ended(() -> call.execute().toString(), thread -> call.cancel());
  }

  private okhttp3.Call prepared(Call call) {
    return (call.isHttp2() ? http2 : http1).newCall(request(call));
  }

  private static CompletableFuture<Response> enqueue(okhttp3.Call call) {
    var result = new CompletableFuture<Response>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(okhttp3.Call failed, IOException failure) {
            result.completeExceptionally(failure);
          }

          @Override
          public void onResponse(okhttp3.Call answered, Response response) {
            result.complete(response);
          }
        });
    return result;
  }

  private static Request request(Call call) {
    var request = new Request.Builder().url(call.url);
    for (var header : call.headers) {
      request.addHeader(header[0], Call.value(header[1]));
    }
    return request.method(call.method, call.hasBody() ? new Body() : null).build();
  }

  @Override
  public void close() {
    for (var client : Arrays.asList(http1, http2)) {
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }

  /** Written by hand, because the factory methods for it changed between versions. */
  private static final class Body extends RequestBody {

    @Override
    public MediaType contentType() {
      return MediaType.parse(Call.BODY_TYPE);
    }

    @Override
    public long contentLength() {
      return Call.BODY.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(Call.BODY.getBytes(StandardCharsets.UTF_8));
    }
  }
}
