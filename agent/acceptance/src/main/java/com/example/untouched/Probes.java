package com.example.untouched;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Makes one probe after the other, each at a service of its own, and prints a line for each: its
 * name and what it has found.
 */
final class Probes {

  private static final Duration BRIEFLY = Duration.ofMillis(1);

  /** Many times the longest time-out of a probe, and less than a token is waited for. */
  private static final Duration FAR_TOO_LATE = Duration.ofSeconds(30);

  private final HttpClient hand = HttpClient.newHttpClient();
  private final HttpClient knocking = HttpClient.newBuilder().connectTimeout(BRIEFLY).build();
  private final String desk;
  private final String services;
  private final String port;
  private final String closedPort;
  private final String silentPort;
  private final boolean callsBefore;
  private int made;

  /**
   * From a program's arguments.
   *
   * @param arguments the origin of the desk, that of the services with their number as %d and
   *     without port, their port, one where nobody listens, one where nobody accepts, and whether
   *     to call each service before
   */
  Probes(String[] arguments) throws InterruptedException {
    desk = arguments[0];
    services = arguments[1];
    port = arguments[2];
    closedPort = arguments[3];
    silentPort = arguments[4];
    callsBefore = Boolean.parseBoolean(arguments[5]);
    // The first call of a process takes longer than some time-outs.
    call(hand, desk);
  }

  void make(String name, Probe probe) throws InterruptedException {
    make(name, probe, port, hand);
  }

  /** At a port where nobody listens. */
  void makeWhereNobodyListens(String name, Probe probe) throws InterruptedException {
    make(name, probe, closedPort, knocking);
  }

  /** At a port where nobody accepts a connection. */
  void makeWhereNobodyAccepts(String name, Probe probe) throws InterruptedException {
    make(name, probe, silentPort, knocking);
  }

  private void make(String name, Probe probe, String servicePort, HttpClient caller)
      throws InterruptedException {
    var origin = String.format(services, made++) + ":" + servicePort;
    if (callsBefore) {
      call(caller, origin);
    }
    var seen = new Seen();
    long began = System.nanoTime();
    try {
      probe.look(new Service(hand, desk, origin), seen);
    } catch (Exception failure) {
      seen.failure("fails", failure);
    }
    if (System.nanoTime() - began > FAR_TOO_LATE.toNanos()) {
      seen.add("far too late");
    }
    System.out.println(name + ": " + seen.text());
  }

  /** Over a client of its own, so that the probe's client has no connection yet. */
  private static void call(HttpClient client, String origin) throws InterruptedException {
    try {
      client.send(
          HttpRequest.newBuilder(URI.create(origin + "/hello")).build(), BodyHandlers.discarding());
    } catch (IOException nobodyThere) {
      // As is said of the port.
    }
  }
}
