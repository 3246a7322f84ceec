package com.example.application.hotpath;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import okhttp3.Address;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Route;
import okhttp3.internal.connection.RealCall;
import okhttp3.internal.http.ExchangeCodec;
import okhttp3.internal.http.RealInterceptorChain;
import okhttp3.internal.http1.Http1ExchangeCodec;

/** Makes objects of OkHttp's own classes that it makes itself only with a connection. */
final class OkHttpParts {

  private static final int TIMEOUT_MILLIS = 10_000;

  private OkHttpParts() {}

  static ExchangeCodec.Carrier carrier(OkHttpClient client, Request request) {
    var route = route(client, request);
    return new ExchangeCodec.Carrier() {
      @Override
      public Route getRoute() {
        return route;
      }

      @Override
      public void trackFailure(RealCall call, java.io.IOException failure) {}

      @Override
      public void noNewExchanges() {}

      @Override
      public void cancel() {}
    };
  }

  private static Route route(OkHttpClient client, Request request) {
    var address =
        new Address(
            request.url().host(),
            request.url().port(),
            client.dns(),
            client.socketFactory(),
            client.sslSocketFactory(),
            client.hostnameVerifier(),
            client.certificatePinner(),
            client.proxyAuthenticator(),
            null,
            client.protocols(),
            client.connectionSpecs(),
            client.proxySelector());
    var socket = InetSocketAddress.createUnresolved(request.url().host(), request.url().port());
    return new Route(address, java.net.Proxy.NO_PROXY, socket);
  }

  static RealInterceptorChain chain(
      OkHttpClient client, RealCall call, List<Interceptor> interceptors, Request request) {
    return new RealInterceptorChain(
        call,
        interceptors,
        0,
        null,
        request,
        TIMEOUT_MILLIS,
        TIMEOUT_MILLIS,
        TIMEOUT_MILLIS,
        client.authenticator(),
        null,
        client.certificatePinner(),
        client.connectionPool(),
        client.cookieJar(),
        client.dns(),
        client.hostnameVerifier(),
        null,
        client.proxyAuthenticator(),
        client.proxySelector(),
        true,
        client.socketFactory(),
        client.sslSocketFactory(),
        null,
        null);
  }

  /** An object that is never asked. */
  static <T> T nobody(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              throw new UnsupportedOperationException(method.toString());
            }));
  }

  /** Makes a codec ready for the next request, which it is only when an answer has been read. */
  static MethodHandle codecState() {
    try {
      var state = Http1ExchangeCodec.class.getDeclaredField("state");
      state.setAccessible(true);
      return MethodHandles.lookup().unreflectSetter(state);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another version of OkHttp", e);
    }
  }
}
