package dev.cloudrunauth.local.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.fault.PlayedFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesEveryOption() {
    assertEquals(0, run("--help"));
    for (String option :
        new String[] {
          "--service",
          "--no-invoker",
          "--principal",
          "--token-lifetime",
          "--clock-offset",
          "--faults",
          "--faults-file",
          "--version"
        }) {
      assertTrue(out.toString().contains(option), option);
    }
  }

  @Test
  void versionNamesTheProgram() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().startsWith("local-cloud-run "), out::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "--service, http://orders.example.com, is not the origin of a Cloud Run service",
    "--service, https://orders-4fjx2k-uc.a.run.app, there is already a service at",
    "--service, https://own-4fjx2k-uc.a.run.app=web, web is not a port",
    "--service, https://own-4fjx2k-uc.a.run.app=70000, 70000 is not a port",
    "--no-invoker, https://nobody-4fjx2k-uc.a.run.app, there is no service at",
    "--token-lifetime, 5, is not a time such as 90s",
    "--clock-offset, ten, is not an offset such as 90s or -10m",
    "--faults, 503 hang, --faults: 1:5: 'hang' is too much here",
    "--faults, ima: hang, --faults: 1:1: 'ima' is not a server; did you mean 'iam'?",
    "--faults-file, /no/such/file, --faults-file: cannot read /no/such/file",
    "--unheard-of, x, Unknown option",
  })
  void wrongUsageSaysWhatIsWrong(String option, String value, String message) {
    assertEquals(2, run(option, value));
    assertTrue(err.toString().contains(message), err::toString);
    assertTrue(err.toString().contains("--help"), err::toString);
    assertFalse(err.toString().contains("Exception"), err::toString);
  }

  @Test
  void timesAreReadAsPeopleWriteThem() {
    var lifetime = new Lifetime();
    assertEquals(Duration.ofSeconds(90), lifetime.convert("90s"));
    assertEquals(Duration.ofMinutes(10), lifetime.convert("10m"));
    assertEquals(Duration.ofHours(1), lifetime.convert("1h"));
  }

  @Test
  void mistakeInAFileIsToldWithTheFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("outage.txt"), "503 x3\ngarbadge html\n");
    assertEquals(2, run("--faults-file", file.toString()));
    assertTrue(err.toString().contains(file + ":2:1: 'garbadge' is not a fault"), err::toString);
  }

  @Test
  void offsetsMayBeNegative() {
    assertEquals(Duration.ofMinutes(-10), new Offset().convert("-10m"));
    assertEquals(Duration.ofSeconds(90), new Offset().convert("90s"));
    assertEquals(2, run("--clock-offset", "-10m", "--faults", "nonsense"));
    assertTrue(err.toString().contains("'nonsense' is not a fault"), err::toString);
  }

  @Test
  void lineOfAFaultNamesServerAndFault() {
    assertEquals(
        "iam        fault: 503 retry-after=1  POST /path",
        Lines.of(new PlayedFault("iam", Fault.status(503, Duration.ofSeconds(1)), "POST /path")));
  }

  @Test
  void instructionsHoldEveryFlag() {
    try (var cloudRun = LocalCloudRun.sample().start()) {
      String instructions = Lines.instructions(cloudRun, LocalCloudRun.sampleServices());
      cloudRun.jvmFlags().forEach(flag -> assertTrue(instructions.contains(flag), instructions));
      cloudRun
          .environment()
          .forEach((name, value) -> assertTrue(instructions.contains(name + "=" + value)));
    }
  }

  private int run(String... arguments) {
    return Program.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
