package dev.cloudrunauth.benchmark.throughput;

import dev.cloudrunauth.benchmark.Jars;
import java.util.List;

/**
 * Clients that one application has. Immutable.
 *
 * @param name what the files of its applications begin with
 * @param traffic what they do, in this order
 * @param classPath that of an application without google-auth
 * @param classPathWithGoogleAuth that of an application with it
 */
record Family(
    String name, List<Traffic> traffic, String classPath, String classPathWithGoogleAuth) {

  /** Some are apart, so that the others are measured as they are without them. */
  static final List<Family> ALL =
      List.of(
          new Family(
              "throughput",
              traffic(
                  List.of("java.net.http h1", "java.net.http h2", "okhttp h1", "okhttp h2"),
                  List.of(1, 16, 64, 256)),
              Jars.withoutGoogleAuth(),
              Jars.withBoth()),
          new Family(
              "throughput-apache",
              traffic(
                  List.of(
                      "apache5 h1",
                      "apache5-async h1",
                      "apache5-async h2",
                      "apache4 h1",
                      "apache4-async h1"),
                  List.of(1, 64)),
              Jars.withApache(),
              Jars.withApacheAndGoogleAuth()),
          new Family(
              "throughput-netty",
              traffic(
                  List.of("reactor-netty h1", "reactor-netty h2", "vertx h1", "vertx h2"),
                  List.of(1, 256)),
              Jars.withNetty(),
              Jars.withNettyAndGoogleAuth()),
          new Family(
              "throughput-jetty",
              traffic(List.of("jetty h1", "jetty h2"), List.of(1, 256)),
              Jars.withJetty(),
              Jars.withJettyAndGoogleAuth()),
          new Family(
              "throughput-grpc",
              traffic(List.of("grpc-miss h2", "grpc h2", "grpc-own h2"), List.of(1, 256)),
              Jars.withGrpc(),
              Jars.withGrpcAndGoogleAuth()));

  private static List<Traffic> traffic(List<String> clients, List<Integer> threads) {
    return clients.stream()
        .map(client -> client.split(" ", -1))
        .flatMap(client -> threads.stream().map(it -> new Traffic(client[0], client[1], it)))
        .toList();
  }
}
