package dev.cloudrunauth.acceptance;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.network.Connect;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One JVM in which each client has an application of its own, and all of their calls, one after the
 * other. Immutable.
 *
 * @param answers what the application has seen of each call
 * @param received what has reached a server of each call
 * @param raw every byte that reached the site that keeps them
 * @param connects what proxies were asked, each different thing once
 * @param mints the audience of each request for an ID token
 * @param told what the agent said on standard error, and whatever else stands there
 */
record Run(
    List<String> answers,
    Map<Integer, List<ReceivedRequest>> received,
    List<String> raw,
    List<String> connects,
    List<String> mints,
    List<String> told) {

  private static final Pattern PORT = Pattern.compile(":\\d+$");

  /**
   * Runs it.
   *
   * @param calls each with the client that makes it, {@code CLIENT|CALL}
   */
  static Run of(Jdk jdk, Site site, boolean withAgent, List<Client> clients, List<String> calls) {
    var cloudRun = site.cloudRun();
    try {
      var file = Files.createTempFile("calls", ".txt");
      var configuration = Files.createTempFile("cloud-run-auth", ".yaml");
      try {
        Files.write(file, calls);
        Files.writeString(configuration, site.configuration());
        var arguments = new ArrayList<String>();
        arguments.add(file.toString());
        clients.forEach(client -> arguments.add(application(client)));
        var fork =
            Fork.on(jdk)
                .flags(cloudRun.hostsFileFlags())
                .flags(jdk.flagsForLibraries())
                .environment(cloudRun.environment());
        var result =
            (withAgent ? fork.agent(configuration.toString()) : fork)

                // The JDK's own classes are verified too, which it believes unseen otherwise.
                .flags(List.of("-Xverify:all", "-Djdk.http.auth.tunneling.disabledSchemes="))
                .main("com.example.tenant.Server", List.of(), arguments.toArray(String[]::new))
                .run();
        if (result.exit() != 0) {
          throw new AssertionError(
              "exit " + result.exit() + "\n" + String.join("\n", result.err()));
        }
        return new Run(
            result.out().stream().map(site::lasting).toList(),
            byCall(cloudRun.received()),
            site.rawReceived(),
            firstOfEachKind(cloudRun.connects()).stream().map(site::lasting).sorted().toList(),
            cloudRun.metadataServer().idTokenRequests().stream()
                .map(request -> request.audience().orElse("none"))
                .toList(),
            result.unexplained().stream().map(site::lasting).toList());
      } finally {
        Files.delete(file);
        Files.delete(configuration);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How many there are depends on which connection is free again in time. One more may have the
   * same headers in another order, and the port of its host or not, where a client gives a password
   * that it is not asked for.
   */
  private static Collection<String> firstOfEachKind(List<Connect> connects) {
    Map<List<String>, String> first = new LinkedHashMap<>();
    for (var connect : connects) {
      var kind =
          connect.headers().lines().stream()
              .map(line -> line.name() + PORT.matcher(line.value()).replaceFirst(""))
              .sorted();
      first.putIfAbsent(
          Stream.concat(Stream.of(connect.authority()), kind).toList(), described(connect));
    }
    return first.values();
  }

  /** With the values, which are hidden otherwise: a password is none of a proxy's own secrets. */
  private static String described(Connect connect) {
    return connect.authority()
        + connect.headers().lines().stream()
            .map(line -> " " + line.name() + ": " + line.value())
            .collect(Collectors.joining());
  }

  /** What has reached the servers of one call, in order. */
  List<ReceivedRequest> received(int call) {
    return received.getOrDefault(call, List.of());
  }

  private static String application(Client client) {
    var classPath = new ArrayList<Path>(client.jars());
    if (!client.isRelocated()) {
      classPath.add(Fork.CALLER);
    }
    var jars =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return client.name() + "=" + client.application() + "@" + jars;
  }

  /** The first part of the path is the number of the call. */
  private static Map<Integer, List<ReceivedRequest>> byCall(List<ReceivedRequest> all) {
    Map<Integer, List<ReceivedRequest>> byCall = new TreeMap<>();
    for (var request : all) {
      int call = Integer.parseInt(request.target().split("/", -1)[1]);
      byCall.computeIfAbsent(call, key -> new ArrayList<>()).add(request);
    }
    return byCall;
  }
}
