package com.example.untouched;

import com.example.jetty.JettyClient;
import com.example.jetty.JettyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How Jetty's HttpClient behaves. */
public final class JettyProgram {

  private static final int CROWD = 20;
  private static final int SOON = 200;
  private static final int LATER = 2_000;

  private JettyProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var silent = Logger.getLogger("org.eclipse.jetty");
    silent.setLevel(Level.OFF);
    var probes = new Probes(arguments);
    try (var client = new JettyClient(false);
        var http2 = new JettyClient(true).oneConnection()) {
      // The first call takes longer than some time-outs.
      client.request("GET", arguments[0] + "/hello").send();
      make(probes, client);
      probes.make("cancel over HTTP/2", (service, seen) -> cancel(http2, service, seen));
      probes.make("many at once", (service, seen) -> crowd(http2, service, seen));
    }
    silent.setLevel(null);
    System.exit(0);
  }

  private static void make(Probes probes, JettyClient client) throws InterruptedException {
    probes.make("timeout", (service, seen) -> look(hang(client, service).timeout(LATER), seen));
    probes.make(
        "idleTimeout", (service, seen) -> look(hang(client, service).idleTimeout(LATER), seen));
    probes.make(
        "timeout while tokens are out",
        (service, seen) -> withoutTokens(hang(client, service).timeout(SOON), service, seen));
    probes.make(
        "idleTimeout while tokens are out",
        (service, seen) -> withoutTokens(hang(client, service).idleTimeout(SOON), service, seen));
    probes.make(
        "the answer breaks off",
        (service, seen) -> look(client.request("GET", service.url("/broken")), seen));
    probes.make(
        "an unknown certificate",
        (service, seen) -> {
          try (var mistrustful = new JettyClient(false, TrustNobody.context())) {
            // The handshake fails when it is written or when it is read, whichever is first.
            seen.add(outcome(mistrustful.request("GET", service.url("/hello")).begin()));
          }
        });
    probes.makeWhereNobodyListens(
        "connection refused",
        (service, seen) -> look(client.request("GET", service.url("/hello")), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) -> {
          try (var impatient = new JettyClient(false).connectTimeout(SOON)) {
            look(impatient.request("GET", service.url("/hello")), seen);
          }
        });
    probes.make("events and threads", (service, seen) -> events(client, service, seen));
    probes.make("a listener that throws", (service, seen) -> throwing(client, service, seen));
    probes.make("cancel", (service, seen) -> cancel(client, service, seen));
  }

  private static JettyRequest hang(JettyClient client, Service service) {
    return client.request("GET", service.url("/hang"));
  }

  private static void withoutTokens(JettyRequest request, Service service, Seen seen)
      throws InterruptedException {
    service.stopTokens();
    try {
      look(request, seen);
    } finally {
      service.resumeTokens();
    }
  }

  private static void look(JettyRequest request, Seen seen) throws InterruptedException {
    look(request.begin(), seen);
  }

  /** The class alone of a failure: messages name addresses. */
  private static void look(Future<?> future, Seen seen) throws InterruptedException {
    try {
      var answer = JettyRequest.answer(future.get());
      seen.add(answer.status() + answer.text());
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()).split(":", 2)[0]);
    } catch (CancellationException cancelled) {
      seen.add("cancelled");
    }
  }

  private static String outcome(Future<?> future) throws InterruptedException {
    try {
      return String.valueOf(future.get());
    } catch (ExecutionException failure) {
      return "fails";
    }
  }

  private static void events(JettyClient client, Service service, Seen seen)
      throws InterruptedException {
    for (var url : List.of(service.url("/hello"), service.url("/hello?again"))) {
      var request = client.request("GET", url);
      for (var event :
          List.of("onRequestBegin", "onRequestHeaders", "onRequestCommit", "onRequestSuccess")) {
        request.on(event, same -> seen.add(event));
      }
      request.on("onResponseSuccess", same -> seen.usualThread("onResponseSuccess"));
      look(request, seen);
    }
  }

  private static void throwing(JettyClient client, Service service, Seen seen)
      throws InterruptedException {
    var request = client.request("GET", service.url("/hello"));
    request.on(
        "onRequestHeaders",
        same -> {
          throw new IllegalStateException("the listener's");
        });
    look(request, seen);
  }

  private static void cancel(JettyClient client, Service service, Seen seen)
      throws InterruptedException {
    var request = client.request("GET", service.url("/wait"));
    var future = request.begin();
    service.awaitArrival();
    request.abort(new IllegalStateException("cancelled"));
    look(future, seen);
    service.release();
    look(client.request("GET", service.url("/hello")), seen);
  }

  private static void crowd(JettyClient client, Service service, Seen seen)
      throws InterruptedException {
    var all = new ArrayList<Future<?>>();
    for (int i = 0; i < CROWD; i++) {
      all.add(client.request("GET", service.url("/crowd?size=" + CROWD)).begin());
    }
    for (var future : all) {
      look(future, seen);
    }
  }
}
