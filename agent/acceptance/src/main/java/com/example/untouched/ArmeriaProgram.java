package com.example.untouched;

import com.example.armeria.ArmeriaParts;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** How Armeria behaves. */
public final class ArmeriaProgram {

  private static final int CROWD = 20;
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(2);

  private ArmeriaProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   */
  public static void main(String[] arguments) {
    try {
      probe(arguments);
    } catch (Throwable failure) {
      failure.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  private static void probe(String[] arguments) throws Exception {
    var silent = ArmeriaParts.silent();
    var probes = new Probes(arguments);
    make(probes, arguments[0], false, "");
    make(probes, arguments[0], true, ", HTTP/2");
    probes.make("multiplexing", ArmeriaProgram::crowd);
    silent.forEach(logger -> logger.setLevel(null));
  }

  private static void make(Probes probes, String url, boolean isHttp2, String protocol)
      throws InterruptedException, ExecutionException {
    var factory = ArmeriaParts.factory(isHttp2).build();
    var client = ArmeriaParts.client(factory).build();
    // The first call takes longer than some time-outs.
    client.get(url + "/hello").aggregate().get();
    probes.make(
        "responseTimeout" + protocol,
        (service, seen) -> failure(impatient(factory, LATER), service.url("/hang"), seen));
    probes.make(
        "responseTimeout while tokens are out" + protocol,
        (service, seen) -> {
          service.stopTokens();
          try {
            failure(impatient(factory, SOON), service.url("/hang"), seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "the answer breaks off" + protocol,
        (service, seen) -> failure(client, service.url("/broken"), seen));
    probes.makeWhereNobodyListens(
        "connection refused" + protocol,
        (service, seen) -> failure(client, service.url("/hello"), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout" + protocol,
        (service, seen) ->
            failure(isHttp2, made -> made.connectTimeout(SOON), service.url("/hello"), seen));
    probes.make(
        "an unknown certificate" + protocol,
        (service, seen) ->
            failure(
                isHttp2,
                made -> made.tlsCustomizer(tls -> tls.trustManager(TrustNobody.manager())),
                service.url("/hello"),
                seen));
    probes.make("cancel" + protocol, (service, seen) -> cancel(client, service, seen));
  }

  private static WebClient impatient(ClientFactory factory, Duration limit) {
    return ArmeriaParts.client(factory).responseTimeout(limit).build();
  }

  /** By connections of its own. */
  private static void failure(
      boolean isHttp2, UnaryOperator<ClientFactoryBuilder> settings, String url, Seen seen)
      throws InterruptedException {
    var factory = settings.apply(ArmeriaParts.factory(isHttp2)).build();
    failure(ArmeriaParts.client(factory).build(), url, seen);
    var unused = factory.closeAsync();
  }

  /** The class alone: messages name addresses. */
  private static void failure(WebClient client, String url, Seen seen) throws InterruptedException {
    try {
      seen.add("status", client.get(url).aggregate().get().status().code());
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()).replaceAll(":.*", ""));
    }
  }

  private static void cancel(WebClient client, Service service, Seen seen)
      throws InterruptedException, ExecutionException {
    var response = client.get(service.url("/wait"));
    var aggregated = response.aggregate();
    service.awaitArrival();
    response.abort();
    try {
      seen.add("status", aggregated.get().status().code());
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()).replaceAll(":.*", ""));
    }
    service.release();
    seen.add(client.get(service.url("/hello")).aggregate().get().contentUtf8());
  }

  private static void crowd(Service service, Seen seen)
      throws ExecutionException, InterruptedException {
    var factory = ArmeriaParts.factory(true).build();
    var client = ArmeriaParts.client(factory).build();
    var first = RequestHeaders.builder(HttpMethod.GET, service.url("/hello"));
    first.add("Authorization", "none");
    first.add("X-Serverless-Authorization", "none");
    client.execute(first.build()).aggregate().get();
    var calls = new ArrayList<CompletableFuture<AggregatedHttpResponse>>();
    for (int i = 0; i < CROWD; i++) {
      calls.add(client.get(service.url("/crowd?size=" + CROWD)).aggregate());
    }
    for (var call : calls) {
      call.get();
    }
    seen.add("answered " + calls.size());
    var unused = factory.closeAsync();
  }
}
