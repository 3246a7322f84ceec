package dev.cloudrunauth.acceptance.clients;

import dev.cloudrunauth.acceptance.clients.apachehttp4.ApacheHttp4;
import dev.cloudrunauth.acceptance.clients.apachehttp5.ApacheHttp5;
import dev.cloudrunauth.acceptance.clients.apachehttpasync4.ApacheHttpAsync4;
import dev.cloudrunauth.acceptance.clients.apachehttpasync5.ApacheHttpAsync5;
import dev.cloudrunauth.acceptance.clients.armeria.Armeria;
import dev.cloudrunauth.acceptance.clients.asynchttpclient.AsyncHttpClient;
import dev.cloudrunauth.acceptance.clients.helidon.Helidon;
import dev.cloudrunauth.acceptance.clients.httpurlconnection.HttpUrlConnection;
import dev.cloudrunauth.acceptance.clients.javanethttp.JavaNetHttp;
import dev.cloudrunauth.acceptance.clients.jetty.Jetty;
import dev.cloudrunauth.acceptance.clients.ktor.Ktor;
import dev.cloudrunauth.acceptance.clients.micronaut.Micronaut;
import dev.cloudrunauth.acceptance.clients.okhttp.OkHttp;
import dev.cloudrunauth.acceptance.clients.reactornetty.ReactorNetty;
import dev.cloudrunauth.acceptance.clients.vertx.Vertx;
import java.util.List;

/** All clients that the tests try, one entry for each. */
public final class ClientsUnderTest {

  private static final List<ClientUnderTest> KNOWN =
      List.of(
          new JavaNetHttp(),
          new HttpUrlConnection(),
          new OkHttp(),
          new ApacheHttp5(),
          new ApacheHttpAsync5(),
          new ApacheHttp4(),
          new ApacheHttpAsync4(),
          new ReactorNetty(),
          new AsyncHttpClient(),
          new Vertx(),
          new Armeria(),
          new Micronaut(),
          new Jetty(),
          new Helidon(),
          new Ktor());

  private static final List<ClientUnderTest> ALL = chosen(System.getProperty("client", ""));

  private ClientsUnderTest() {}

  private static List<ClientUnderTest> chosen(String name) {
    var chosen =
        KNOWN.stream()
            .filter(ClientsUnderTest::isCompiled)
            .filter(client -> isNamed(client, name))
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "-Dclient="
              + name
              + " is no id, and no class, of a client whose programs this JDK compiles");
    }
    return chosen;
  }

  /** The JDK that runs Maven compiles the programs, and runs the tests. */
  private static boolean isCompiled(ClientUnderTest client) {
    return client.oldestCompiler() <= Runtime.version().feature();
  }

  private static boolean isNamed(ClientUnderTest client, String name) {
    return name.isEmpty()
        || client.id().equals(name)
        || client.getClass().getSimpleName().equals(name);
  }

  /** Every client, those of the JDK first; only the one of {@code -Dclient=ID}, if that is set. */
  public static List<ClientUnderTest> all() {
    return ALL;
  }

  /** The clients whose programs need a newer JDK than the one that runs the tests. */
  public static List<ClientUnderTest> leftOut() {
    return KNOWN.stream().filter(client -> !isCompiled(client)).toList();
  }
}
