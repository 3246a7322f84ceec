package dev.cloudrunauth.benchmark.contract;

import dev.cloudrunauth.benchmark.CallResult;
import dev.cloudrunauth.benchmark.Circumstances;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Plays each scenario twice against the same kind of stand-in: for an application with google-auth
 * written into it by hand, and for the same application without it, under the agent.
 */
public final class Contract {

  private final Results table =
      new Results("ROW", "SITUATION", "REQUESTS", "FAILED", "OF", "LONGEST WAIT", "BAD TOKENS");
  private final Results record =
      new Results(
          "row",
          "situation",
          "contestant",
          "jdk",
          "requests to the source",
          "callers failed",
          "callers",
          "longest wait in ms",
          "bad tokens sent",
          "first failure");

  private Contract() {}

  /**
   * Runs the benchmark.
   *
   * @param out hears the results
   * @return true: it measures, and promises nothing
   * @throws IOException if an application does not start, or ends before its time
   */
  public static boolean run(PrintStream out) throws IOException {
    new Contract().measure(Jdk.own(), Jdk.newest(), out);
    return true;
  }

  private void measure(Jdk jdk, Jdk newest, PrintStream out) throws IOException {
    var scenarios = Scenarios.of(jdk, newest);
    for (var scenario : scenarios) {
      table.add(scenario.rows(), scenario.words(), "", "", "", "", "");
      for (var contestant : Contestant.values()) {
        // It takes minutes: somebody may be waiting.
        System.err.println("  … " + scenario.words() + ", " + contestant);
        add(scenario, contestant, scenario.play(contestant));
      }
    }
    out.println("When tokens are hard to get");
    out.println(table.table().indent(2));
    out.println(
        """
          ROW           the promise in config/REFERENCE.md that is in question
          REQUESTS      requests to the source, the metadata server
          FAILED        callers who got no 200
          LONGEST WAIT  of one caller, from before it asks for a token to the whole answer, in ms
          BAD TOKENS    requests that reached the service with a token that it had to refuse
        """);
    out.println(Circumstances.of(scenarios.stream().map(Scenario::jdk).toList()).indent(2));
    out.println("  as CSV   " + record.write("contract.csv"));
  }

  private void add(Scenario scenario, Contestant contestant, Measurement measured) {
    CallResult calls = measured.calls();
    String requests = String.valueOf(measured.requestsToSource());
    String failed = String.valueOf(calls.failed());
    String callers = String.valueOf(calls.calls());
    String longest = String.valueOf(CallResult.millis(calls.longestNanos()));
    String badTokens = String.valueOf(measured.badTokens());
    table.add("", "  " + contestant, requests, failed, callers, longest, badTokens);
    record.add(
        scenario.rows(),
        scenario.words(),
        contestant.toString(),
        scenario.jdk().toString(),
        requests,
        failed,
        callers,
        longest,
        badTokens,
        calls.firstFailure());
  }
}
