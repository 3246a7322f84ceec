package dev.cloudrunauth.acceptance.clients;

import dev.cloudrunauth.acceptance.clients.httpurlconnection.HttpUrlConnection;
import dev.cloudrunauth.acceptance.clients.javanethttp.JavaNetHttp;
import dev.cloudrunauth.acceptance.clients.okhttp.OkHttp;
import java.util.List;

/** All clients that the tests try, one entry for each. */
public final class ClientsUnderTest {

  private static final List<ClientUnderTest> ALL =
      List.of(new JavaNetHttp(), new HttpUrlConnection(), new OkHttp());

  private ClientsUnderTest() {}

  /** Every client, those of the JDK first. */
  public static List<ClientUnderTest> all() {
    return ALL;
  }
}
