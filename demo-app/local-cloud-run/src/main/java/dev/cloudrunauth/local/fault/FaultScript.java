package dev.cloudrunauth.local.fault;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to go wrong at one server, step by step; behind the last step it answers as it should.
 * Immutable.
 *
 * <p>As text, steps stand behind commas or on lines of their own, and {@code #} begins a comment:
 *
 * <pre>
 * 503 x3 retry-after=1      # a status, for three requests for a token
 * ok x5                     # nothing goes wrong
 * delay 2s, hang, disconnect
 * reset                     # in the middle of the body
 * garbage html              # empty, html, not-a-jwt, no-expiry, expired, other-audience
 * lifetime 35s x10          # of the tokens
 * same-token for 1m         # whatever its age; for all requests of one minute
 * clock -10m                # of tokens and answers
 * refused for 4s            # the port is closed
 * repeat                    # from the first step
 * </pre>
 *
 * @param steps in their order
 * @param repeats whether the first step comes behind the last
 */
public record FaultScript(List<Step> steps, boolean repeats) {

  /** Keeps its own copy. */
  public FaultScript {
    steps = List.copyOf(steps);
  }

  /** Returns these steps, once. */
  public static FaultScript of(Step... steps) {
    return new FaultScript(List.of(steps), false);
  }

  /**
   * Reads the script of one server.
   *
   * @throws FaultScriptException if it cannot be read
   */
  public static FaultScript parse(String text) {
    return new ScriptParser(text, "", Set.of()).parse().getOrDefault("", of());
  }

  /**
   * Reads the scripts of several servers: {@code iam:} begins that of {@code iam}.
   *
   * @param text what is to be read
   * @param first whose steps those are that stand before any name
   * @param servers the names that may stand there
   * @return the scripts by server
   * @throws FaultScriptException if it cannot be read
   */
  public static Map<String, FaultScript> parse(String text, String first, Set<String> servers) {
    return new ScriptParser(text, first, servers).parse();
  }

  /** Returns what {@link #parse(String)} reads. */
  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining(", "))
        + (repeats ? ", repeat" : "");
  }
}
