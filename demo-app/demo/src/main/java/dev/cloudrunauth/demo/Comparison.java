package dev.cloudrunauth.demo;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of the storefront, without the agent and with it.
 *
 * @param without the call without the agent
 * @param with the same call with the agent
 * @param seen what the token of the second one said, or what was wrong with it; a few short lines
 */
record Comparison(StorefrontCall without, StorefrontCall with, String seen) {

  /**
   * Lays two runs side by side.
   *
   * @param received what arrived in the run with the agent
   */
  static List<Comparison> of(
      StorefrontRun without, StorefrontRun with, List<ReceivedRequest> received) {
    var unmatched = new ArrayList<>(received);
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < Math.min(without.calls().size(), with.calls().size()); i++) {
      StorefrontCall call = with.calls().get(i);
      Optional<ReceivedRequest> arrived =
          unmatched.stream().filter(request -> isFor(call, request)).findFirst();
      arrived.ifPresent(unmatched::remove);
      String seen = arrived.map(Comparison::seen).orElse("nothing arrived");
      comparisons.add(new Comparison(without.calls().get(i), call, seen));
    }
    return comparisons;
  }

  private static boolean isFor(StorefrontCall call, ReceivedRequest received) {
    return call.request().equals(received.method() + " " + received.request().path());
  }

  private static String seen(ReceivedRequest received) {
    return received
        .token()
        .map(token -> "principal  " + token.principal() + "\naudience   " + token.audience())
        .or(received::refusal)
        .orElse("no token");
  }
}
