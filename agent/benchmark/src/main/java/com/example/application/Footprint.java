package com.example.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

/**
 * An application that says how much memory and which threads it has: for each line of its input,
 * which is {@code rest}, or the URL of a service that it calls before. The answer is {@code HEAP
 * METASPACE CLASSES STATUS THREADS}, in bytes after a collection.
 */
public final class Footprint {

  private Footprint() {}

  /**
   * Runs until its standard input ends.
   *
   * @param arguments the audience, where google-auth shall be used
   * @throws Exception if standard input cannot be read or a call fails
   */
  public static void main(String[] arguments) throws Exception {
    Signer signer = arguments.length == 0 ? (request, uri) -> {} : ByHand.signer(arguments[0]);
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(state(line.equals("rest") ? 0 : call(URI.create(line), signer)));
    }
  }

  private static int call(URI uri, Signer signer) throws Exception {
    var request = HttpRequest.newBuilder(uri);
    signer.sign(request, uri);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private static String state(int status) {
    System.gc();
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .map(MemoryPoolMXBean::getUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    var threads =
        Thread.getAllStackTraces().keySet().stream()
            .map(thread -> thread.getName().replace(' ', '_'))
            .sorted()
            .collect(Collectors.joining(","));
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + " "
        + metaspace
        + " "
        + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
        + " "
        + status
        + " "
        + threads;
  }
}
