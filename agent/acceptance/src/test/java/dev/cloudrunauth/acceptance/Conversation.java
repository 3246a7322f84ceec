package dev.cloudrunauth.acceptance;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.network.Connect;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that an application said to its servers in one run, and how it ended. Immutable.
 *
 * @param calls the calls that it was asked to make
 * @param result how it ended; its output has a line for each call
 * @param received what reached services and public sites
 * @param raw what reached the site that keeps every byte
 * @param connects what the proxy was asked
 * @param mints how often the metadata server was asked for an ID token
 */
record Conversation(
    List<String> calls,
    Fork.Result result,
    List<ReceivedRequest> received,
    List<String> raw,
    List<Connect> connects,
    int mints) {

  /** Runs an application, and collects what the stand-in has received from it alone. */
  static Conversation of(LocalCloudRun cloudRun, String rawHost, List<String> calls, Fork fork) {
    cloudRun.clear();
    var result = fork.flags(cloudRun.jvmFlags()).environment(cloudRun.environment()).run();
    if (result.exit() != 0) {
      throw new AssertionError("exit " + result.exit() + "\n" + String.join("\n", result.err()));
    }
    return new Conversation(
        List.copyOf(calls),
        result,
        List.copyOf(cloudRun.received()),
        cloudRun.rawSite(rawHost).received().stream().map(Body::text).toList(),
        List.copyOf(cloudRun.connects()),
        cloudRun.metadataServer().idTokenRequests().size());
  }

  /** The requests whose path starts so. */
  List<ReceivedRequest> received(String path) {
    return received.stream().filter(request -> request.target().startsWith(path)).toList();
  }

  /** The output lines of the calls whose URL has this path. */
  List<String> answers(String path) {
    return IntStream.range(0, calls.size())
        .filter(call -> calls.get(call).contains(path))
        .mapToObj(call -> result.out().get(call))
        .toList();
  }
}
