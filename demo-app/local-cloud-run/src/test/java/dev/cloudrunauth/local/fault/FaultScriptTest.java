package dev.cloudrunauth.local.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScriptTest {

  private static final Set<String> SERVERS = Set.of("metadata", "iam");

  @Test
  void stepsStandBehindCommasOrOnLines() {
    assertEquals(
        List.of(
            Step.times(3, Fault.status(503, Duration.ofSeconds(1))),
            Step.times(1, Fault.delay(Duration.ofSeconds(2))),
            Step.times(1, Fault.hang()),
            Step.lasting(Duration.ofSeconds(4), Fault.refused()),
            Step.times(5, Fault.none()),
            Step.forever(Fault.sameToken())),
        FaultScript.parse(
                """
                503 x3 retry-after=1, delay 2s,hang   # a bad start

                # then nobody is there
                refused for 4s
                ok x5
                same-token forever""")
            .steps());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "503",
        "503 retry-after=1 x3",
        "delay 300ms x2",
        "hang, disconnect, reset",
        "garbage empty, garbage html, garbage not-a-jwt",
        "garbage no-expiry, garbage expired, garbage other-audience",
        "lifetime 35s for 2m",
        "same-token x10",
        "clock -10m, clock +90s",
        "refused for 4s, ok x5, repeat"
      })
  void scriptReadsAsItIsWritten(String script) {
    assertEquals(script, FaultScript.parse(script).toString());
  }

  @Test
  void eachServerHasItsScript() {
    var scripts =
        FaultScript.parse("503 x3\niam: hang, reset\nmetadata:\n  ok", "metadata", SERVERS);
    assertEquals(Map.of("metadata", "503 x3, ok", "iam", "hang, reset"), texts(scripts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503, garbadge html   | 1:6: 'garbadge' is not a fault; did you mean 'garbage'?
          garbage htm          | 1:9: 'htm' is not a kind of garbage; did you mean 'html'? It is one of: empty
          nonsense             | 1:1: 'nonsense' is not a fault. A fault is a status such as 503, or one of: clock, delay
          999                  | 1:1: '999' is not a fault
          delay                | 1:6: nothing is not a time: write 'delay 300ms', 'delay 4s' or 'delay 10m'
          delay 2              | 1:7: '2' is not a time
          clock ten            | 1:7: 'ten' is not an offset: write 'clock -10m' or 'clock +90s'
          503 3x               | 1:5: '3x' is too much here
          hang retry-after=1   | 1:6: 'retry-after=1' is too much here
          refused              | 1:1: for how long? Write 'refused for 4s'
          refused x3           | 1:1: a closed port counts no requests
          repeat               | 1:1: there is nothing to repeat
          ok, repeat, ok       | 1:13: 'repeat' must be the last step
          iam: ok              | 1:1: this script is for one server
          """)
  void mistakeIsToldWithItsPlace(String script, String message) {
    assertTold(message, () -> FaultScript.parse(script));
  }

  @Test
  void linesAndServersAreToldToo() {
    assertTold(
        "3:3: 'ima' is not a server; did you mean 'iam'?",
        () -> FaultScript.parse("503\n# more\n  ima: hang", "metadata", SERVERS));
  }

  private static void assertTold(String message, Executable parse) {
    String told = String.valueOf(assertThrows(FaultScriptException.class, parse).getMessage());
    assertEquals(message, told.substring(0, Math.min(message.length(), told.length())));
  }

  private static Map<String, String> texts(Map<String, FaultScript> scripts) {
    var texts = new HashMap<String, String>();
    scripts.forEach((server, script) -> texts.put(server, script.toString()));
    return texts;
  }
}
