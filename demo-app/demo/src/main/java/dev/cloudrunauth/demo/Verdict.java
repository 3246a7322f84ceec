package dev.cloudrunauth.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether two runs show what the demo claims.
 *
 * @param summary the claim in one line, with the numbers of these runs
 * @param problems what contradicts it, one line each; empty if nothing does
 */
record Verdict(String summary, List<String> problems) {

  static Verdict of(StorefrontRun without, StorefrontRun with) {
    List<String> problems = new ArrayList<>();
    examine(without, "without the agent", Outcome.REFUSED, problems);
    examine(with, "with the agent", Outcome.ANSWERED, problems);
    if (!requests(without).equals(requests(with))) {
      problems.add(
          "The storefront made %d calls without the agent and %d with it, or not the same ones."
              .formatted(without.calls().size(), with.calls().size()));
    }
    String summary =
        "%d of %d calls refused without the agent, %d of %d answered with it."
            .formatted(
                count(without, Outcome.REFUSED), without.calls().size(),
                count(with, Outcome.ANSWERED), with.calls().size());
    return new Verdict(summary, List.copyOf(problems));
  }

  boolean holds() {
    return problems.isEmpty();
  }

  private static void examine(
      StorefrontRun run, String circumstance, Outcome expected, List<String> problems) {
    if (!run.exit().equals("0")) {
      problems.add(
          "The storefront %s ended with: %s. %s"
              .formatted(circumstance, run.exit(), String.join(" ", run.stderr())));
    }
    if (run.calls().isEmpty()) {
      problems.add("The storefront made no calls %s.".formatted(circumstance));
    }
    for (StorefrontCall call : run.calls()) {
      if (call.outcome() != expected) {
        problems.add(
            "%s %s over %s %s: %s."
                .formatted(
                    call.service(), call.request(), call.client(), circumstance, call.status()));
      }
    }
    run.stderr().stream()
        .filter(Verdict::isWarningOfTheJvm)
        .forEach(line -> problems.add("The JVM warns %s: %s".formatted(circumstance, line)));
  }

  private static boolean isWarningOfTheJvm(String line) {
    return line.startsWith("WARNING: ") || line.contains(" VM warning: ");
  }

  private static List<String> requests(StorefrontRun run) {
    return run.calls().stream().map(call -> call.service() + " " + call.request()).toList();
  }

  private static long count(StorefrontRun run, Outcome outcome) {
    return run.calls().stream().filter(call -> call.outcome() == outcome).count();
  }
}
