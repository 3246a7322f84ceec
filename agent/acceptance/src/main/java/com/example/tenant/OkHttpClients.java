package com.example.tenant;

import com.example.caller.TrustedSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Authenticator;
import okhttp3.Cache;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.logging.HttpLoggingInterceptor;
import org.jspecify.annotations.Nullable;

/** Clients of OkHttp that are looked at wherever OkHttp lets anyone look. */
final class OkHttpClients {

  private static final long CACHE_BYTES = 1_000_000;

  /** Header lines that tell the time; OkHttp 3.0 notes its own among them. */
  private static final Pattern TIMES =
      Pattern.compile("date: |okhttp-.*-millis: ", Pattern.CASE_INSENSITIVE);

  private OkHttpClients() {}

  /** A client as most applications have it, with all that observes it. */
  static OkHttpClient observed(Sightings sightings) {
    var builder = new OkHttpClient.Builder();
    builder.addInterceptor(looking("interceptor", sightings));
    builder.addNetworkInterceptor(looking("network interceptor", sightings));
    builder.addInterceptor(logging("logged", sightings));
    builder.addNetworkInterceptor(logging("network logged", sightings));
    TrustedSockets.configure(builder);
    try {
      OkHttpEvents.listen(builder, sightings);
    } catch (LinkageError olderThanThese) {
      // OkHttp tells its events since 3.11.
    }
    return builder.build();
  }

  /** A client as a call wants it. It shares threads and connections with the one it comes from. */
  static OkHttpClient as(Call call, OkHttpClient from, Sightings sightings) {
    var builder = from.newBuilder();
    builder.protocols(
        call.isHttp2() ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1));
    // Inside of those that look.
    for (var header : call.headers("app")) {
      builder.addInterceptor(setting(header));
    }
    for (var header : call.headers("net")) {
      builder.addNetworkInterceptor(setting(header));
    }
    if (call.has("authenticator")) {
      builder.authenticator(login("Authorization"));
      builder.proxyAuthenticator(login("Proxy-Authorization"));
    }
    var proxy = call.option("proxy", "");
    if (!proxy.isEmpty()) {
      builder.proxy(
          new Proxy(
              Proxy.Type.HTTP,
              new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(proxy))));
    }
    if (call.has("cache")) {
      builder.cache(cache());
    }
    return builder.build();
  }

  private static Cache cache() {
    try {
      var folder = Files.createTempDirectory("okhttp-cache").toFile();
      return new Cache(folder, CACHE_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Interceptor setting(String[] header) {
    return chain ->
        chain.proceed(chain.request().newBuilder().header(header[0], header[1]).build());
  }

  private static Authenticator login(String header) {
    return (route, response) ->
        response.request().header(header) != null
            ? null
            : response
                .request()
                .newBuilder()
                .header(header, Credentials.basic("user", "password"))
                .build();
  }

  private static Interceptor logging(String where, Sightings sightings) {
    var logging =
        new HttpLoggingInterceptor(
            line -> {
              if (!TIMES.matcher(line).lookingAt()) {
                sightings.add(where, line);
              }
            });
    return logging.setLevel(HttpLoggingInterceptor.Level.BODY);
  }

  private static Interceptor looking(String where, Sightings sightings) {
    return chain -> {
      look(where + " before", chain.request(), sightings);
      var response = chain.proceed(chain.request());
      look(where + " after", response.request(), sightings);
      look(where + " network", response.networkResponse(), sightings);
      look(where + " prior", response.priorResponse(), sightings);
      return response;
    };
  }

  private static void look(String where, @Nullable Response response, Sightings sightings) {
    if (response != null) {
      look(where, response.request(), sightings);
    }
  }

  static void look(String where, Request request, Sightings sightings) {
    sightings.add(where, request.method() + " " + request.url(), request.headers().toMultimap());
  }
}
