package dev.cloudrunauth.benchmark;

import java.io.File;
import java.nio.file.Path;

/**
 * Where the build has put what the applications run with. The POM names the places. Threads may
 * share it.
 */
public final class Jars {

  /** The packaged agent. */
  public static final Path AGENT = place("benchmark.agent");

  /** Where results are written. */
  public static final Path TARGET = place("benchmark.target");

  private Jars() {}

  /** The class path of an application that has HTTP clients and nothing else. */
  public static String withoutGoogleAuth() {
    return classes() + File.pathSeparator + TARGET.resolve("okhttp").resolve("*");
  }

  /** The class path of an application with google-auth. */
  public static String withGoogleAuth() {
    return classes() + File.pathSeparator + TARGET.resolve("google-auth").resolve("*");
  }

  /** The class path of an application with OkHttp and google-auth. */
  public static String withBoth() {
    return withGoogleAuth() + File.pathSeparator + TARGET.resolve("okhttp").resolve("*");
  }

  /** The class path of an application with Apache HttpClient, both versions, and nothing else. */
  public static String withApache() {
    return classes() + File.pathSeparator + TARGET.resolve("apache").resolve("*");
  }

  /** The class path of an application with Apache HttpClient and google-auth. */
  public static String withApacheAndGoogleAuth() {
    return withGoogleAuth() + File.pathSeparator + TARGET.resolve("apache").resolve("*");
  }

  /** The class path of an application with Reactor Netty and Vert.x, and nothing else. */
  public static String withNetty() {
    return classes() + File.pathSeparator + TARGET.resolve("netty").resolve("*");
  }

  /** The class path of an application with Reactor Netty, Vert.x and google-auth. */
  public static String withNettyAndGoogleAuth() {
    return withGoogleAuth() + File.pathSeparator + TARGET.resolve("netty").resolve("*");
  }

  /** The class path of an application with Jetty's HttpClient, and nothing else. */
  public static String withJetty() {
    return classes() + File.pathSeparator + TARGET.resolve("jetty").resolve("*");
  }

  /** The class path of an application with Jetty's HttpClient and google-auth. */
  public static String withJettyAndGoogleAuth() {
    return withGoogleAuth() + File.pathSeparator + TARGET.resolve("jetty").resolve("*");
  }

  /** The class path of an application with gRPC, and nothing else. */
  public static String withGrpc() {
    return classes() + File.pathSeparator + TARGET.resolve("grpc").resolve("*");
  }

  /** The class path of an application with gRPC and google-auth. */
  public static String withGrpcAndGoogleAuth() {
    // Libraries that both have are gRPC's.
    return withGrpc() + File.pathSeparator + TARGET.resolve("google-auth").resolve("*");
  }

  /** The class path of an application that has nothing, not even HTTP clients of its own. */
  public static Path classes() {
    return TARGET.resolve("classes");
  }

  private static Path place(String property) {
    var place = System.getProperty(property);
    if (place == null) {
      throw new IllegalStateException("-D" + property + " is not set: start this through Maven");
    }
    return Path.of(place).toAbsolutePath().normalize();
  }
}
