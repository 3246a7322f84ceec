package com.example.untouched;

import com.example.caller.TrustedSockets;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** How OkHttp behaves. */
public final class OkHttpProgram {

  private static final int CROWD = 20;
  private static final long SOON = 200;
  private static final long LATER = 2_000;

  private OkHttpProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var probes = new Probes(arguments);
    var client = builder().build();
    // The first call takes longer than some time-outs.
    client.newCall(new Request.Builder().url(arguments[0] + "/hello").build()).execute().close();
    probes.make("callTimeout", (service, seen) -> callTimeout(client, LATER, service, seen));
    probes.make(
        "callTimeout while tokens are out",
        (service, seen) -> {
          service.stopTokens();
          try {
            callTimeout(client, SOON, service, seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "readTimeout",
        (service, seen) ->
            look(
                client.newBuilder().readTimeout(SOON, TimeUnit.MILLISECONDS).build(),
                service.url("/hang"),
                seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) ->
            failure(
                client.newBuilder().connectTimeout(SOON, TimeUnit.MILLISECONDS).build(),
                service.url("/hello"),
                seen));
    probes.make(
        "an interceptor that throws",
        (service, seen) ->
            look(
                client
                    .newBuilder()
                    .addNetworkInterceptor(
                        chain -> {
                          chain.proceed(chain.request()).close();
                          throw new IllegalStateException("the interceptor's");
                        })
                    .build(),
                service.url("/hello"),
                seen));
    probes.make("threads of enqueue", OkHttpProgram::threads);
    probes.make("multiplexing", OkHttpProgram::crowd);
    System.exit(0);
  }

  private static OkHttpClient.Builder builder() {
    var builder = new OkHttpClient.Builder();
    TrustedSockets.configure(builder);
    return builder;
  }

  private static void callTimeout(OkHttpClient client, long millis, Service service, Seen seen)
      throws IOException {
    look(
        client.newBuilder().callTimeout(millis, TimeUnit.MILLISECONDS).build(),
        service.url("/hang"),
        seen);
  }

  private static void look(OkHttpClient client, String url, Seen seen) throws IOException {
    try (var response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      seen.add("status", response.code());
    }
  }

  /** The class alone: the message names the ports of both ends. */
  private static void failure(OkHttpClient client, String url, Seen seen) {
    try {
      look(client, url, seen);
    } catch (IOException failure) {
      seen.add("fails", failure.getClass().getName());
    }
  }

  private static void threads(Service service, Seen seen) throws Exception {
    var client =
        builder()
            .addInterceptor(
                chain -> {
                  seen.thread("interceptor");
                  return chain.proceed(chain.request());
                })
            .addNetworkInterceptor(
                chain -> {
                  seen.thread("network interceptor");
                  return chain.proceed(chain.request());
                })
            .build();
    var call = client.newCall(new Request.Builder().url(service.url("/wait")).build());
    var over = new CompletableFuture<String>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException failure) {
            over.complete(failure.toString());
          }

          @Override
          public void onResponse(Call answered, Response response) {
            seen.thread("onResponse");
            seen.add("running", client.dispatcher().runningCallsCount());
            seen.add("queued", client.dispatcher().queuedCallsCount());
            over.complete("status " + response.code());
            response.close();
          }
        });
    service.awaitArrival();
    seen.add("is executed", call.isExecuted());
    seen.add("is canceled", call.isCanceled());
    service.release();
    seen.add(over.get());
    try (var again = call.clone().execute()) {
      seen.add("clone", again.code());
    }
  }

  private static void crowd(Service service, Seen seen) throws Exception {
    var client = builder().build();
    client.dispatcher().setMaxRequestsPerHost(CROWD);
    client
        .newCall(
            new Request.Builder()
                .url(service.url("/hello"))
                .header("Authorization", "none")
                .header("X-Serverless-Authorization", "none")
                .build())
        .execute()
        .close();
    var answered = new AtomicInteger();
    var over = new CountDownLatch(CROWD);
    for (int i = 0; i < CROWD; i++) {
      client
          .newCall(new Request.Builder().url(service.url("/crowd?size=" + CROWD)).build())
          .enqueue(
              new Callback() {
                @Override
                public void onFailure(Call failed, IOException failure) {
                  over.countDown();
                }

                @Override
                public void onResponse(Call call, Response response) {
                  response.close();
                  answered.incrementAndGet();
                  over.countDown();
                }
              });
    }
    over.await();
    seen.add("answered", answered.get());
  }
}
