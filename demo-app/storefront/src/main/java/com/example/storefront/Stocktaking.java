package com.example.storefront;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Asks the catalog all that tRPC can be asked over HTTP (one query, several at once, a mutation,
 * and what is refused), by each HTTP library over HTTP/1.1 and HTTP/2. One line is printed for what
 * it has understood of each answer.
 */
public final class Stocktaking {

  private final ServiceUrls urls;
  private final PrintStream out;

  private Stocktaking(ServiceUrls urls, PrintStream out) {
    this.urls = urls;
    this.out = out;
  }

  /**
   * Takes stock once. The environment says where the services are, as for {@link Storefront}.
   *
   * @param arguments none are read
   * @throws InterruptedException if the main thread is interrupted while it waits for an answer
   */
  public static void main(String[] arguments) throws InterruptedException {
    new Stocktaking(ServiceUrls.from(System.getenv()), System.out).take();
  }

  private void take() throws InterruptedException {
    ask(new JdkTransports(HttpClient.Version.HTTP_2).send());
    ask(new JdkTransports(HttpClient.Version.HTTP_1_1).sendAsync());
    OkHttpClient okHttp = OkHttpTransports.newClient();
    OkHttpClient okHttp1 = okHttp.newBuilder().protocols(List.of(Protocol.HTTP_1_1)).build();
    try {
      ask(new OkHttpTransports(okHttp).execute());
      ask(new OkHttpTransports(okHttp1).enqueue());
    } finally {
      // Its threads would keep the JVM alive for another minute.
      okHttp.dispatcher().executorService().shutdown();
      okHttp.connectionPool().evictAll();
    }
  }

  private void ask(Transport transport) throws InterruptedException {
    var catalog = new Catalog(urls.catalog(), transport);
    tell(transport, () -> catalog.product("1"));
    tell(transport, () -> catalog.products("2", "3", "1"));
    tell(transport, () -> catalog.reserve("2", 5));
    tell(transport, () -> catalog.product("9"));
    tell(transport, () -> catalog.products("1", "9"));
    tell(
        transport,
        () -> {
          catalog.discontinue("1");
          return "discontinued";
        });
  }

  private void tell(Transport transport, Question question) throws InterruptedException {
    try {
      out.println(transport.name() + "\t" + question.ask());
    } catch (IOException e) {
      out.println(transport.name() + "\t" + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private interface Question {
    Object ask() throws IOException, InterruptedException;
  }
}
