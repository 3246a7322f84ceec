package com.example.storefront;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Calls the shop's three services in every way that the shop's code base has grown: four styles of
 * sending, each over HTTP/1.1 and HTTP/2, and one service over gRPC too. One line is printed for
 * each call.
 */
public final class Storefront {

  private final ServiceUrls urls;
  private final CallLog log;

  Storefront(ServiceUrls urls, PrintStream out) {
    this.urls = urls;
    this.log = new CallLog(out);
  }

  /**
   * Runs the storefront once. Exits with 0 whatever the services answered, and with 2 if the
   * environment does not say where they are.
   *
   * @param arguments none are read
   * @throws InterruptedException if the main thread is interrupted while it waits for an answer
   */
  public static void main(String[] arguments) throws InterruptedException {
    ServiceUrls urls;
    try {
      urls = ServiceUrls.from(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    new Storefront(urls, System.out).open();
  }

  void open() throws InterruptedException {
    var jdk = new JdkTransports(HttpClient.Version.HTTP_2);
    var jdkHttp1 = new JdkTransports(HttpClient.Version.HTTP_1_1);
    useOrders(jdk.send());
    useOrders(jdkHttp1.sendAsync());

    OkHttpClient okHttp = OkHttpTransports.newClient();
    var ok = new OkHttpTransports(okHttp);
    var okHttp1 =
        new OkHttpTransports(okHttp.newBuilder().protocols(List.of(Protocol.HTTP_1_1)).build());
    try {
      useShipping(ok.execute());
      useShipping(ok.enqueue());
      useShipping(okHttp1.execute());
      useShipping(okHttp1.enqueue());
      useShippingOverGrpc();

      browse(jdkHttp1.send());
      reserve(jdk.sendAsync());
      browse(ok.execute());
      reserve(okHttp1.enqueue());
    } finally {
      // Its threads would keep the JVM alive for another minute.
      okHttp.dispatcher().executorService().shutdown();
      okHttp.connectionPool().evictAll();
    }
  }

  private void useOrders(Transport transport) throws InterruptedException {
    var orders = new Orders(urls.orders(), transport.loggedBy(log, "orders"));
    attempt(() -> orders.find("1001"));
    attempt(() -> orders.place("1", 2));
  }

  private void useShipping(Transport transport) throws InterruptedException {
    var shipping = new Shipping(urls.shipping(), transport.loggedBy(log, "shipping"));
    attempt(() -> shipping.track("1001"));
  }

  private void useShippingOverGrpc() throws InterruptedException {
    try (var shipping = new GrpcShipping(urls.shipping(), log)) {
      attempt(() -> shipping.track("1001"));
    }
  }

  private void browse(Transport transport) throws InterruptedException {
    var catalog = new Catalog(urls.catalog(), transport.loggedBy(log, "catalog"));
    attempt(() -> catalog.product("1"));
  }

  private void reserve(Transport transport) throws InterruptedException {
    var catalog = new Catalog(urls.catalog(), transport.loggedBy(log, "catalog"));
    attempt(() -> catalog.reserve("1", 2));
  }

  private static void attempt(Step step) throws InterruptedException {
    try {
      step.run();
    } catch (IOException | StatusRuntimeException e) {
      // The call log tells what came back. The services do not depend on each other: go on.
    }
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }
}
