package dev.cloudrunauth.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.SLF4JServiceProvider;

class LoggingTest {

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(written, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(standardError);
    LogOutput.set(Level.INFO, LogFormat.TEXT);
  }

  @Test
  void slf4jFindsTheAgentsOwnProvider() {
    assertInstanceOf(LogProvider.class, LoggerFactory.getILoggerFactory());
    assertTrue(
        ServiceLoader.load(SLF4JServiceProvider.class).stream()
            .anyMatch(provider -> provider.type() == LogProvider.class));
  }

  @Test
  void librariesAreSilent() {
    assertSame(NOPLogger.NOP_LOGGER, LoggerFactory.getLogger("com.google.auth.oauth2.X"));
    assertSame(NOPLogger.NOP_LOGGER, LoggerFactory.getLogger("dev.cloudrunauthentic.X"));
    assertSame(NOPLogger.NOP_LOGGER, new LogProvider().getLogger(null));
  }

  @Test
  void anEventIsOneLineWithItsArgumentsFilledIn() {
    var log = LoggerFactory.getLogger("dev.cloudrunauth.X");
    log.info("{} of {}", 1, 2);
    assertEquals("cloud-run-auth: 1 of 2" + System.lineSeparator(), written());
  }

  @Test
  void whatWasThrownIsShownToo() {
    LoggerFactory.getLogger("dev.cloudrunauth.X").warn("{} failed", "it", new IOException("why"));
    assertTrue(
        written()
            .startsWith(
                "cloud-run-auth: WARN it failed"
                    + System.lineSeparator()
                    + "java.io.IOException: why"),
        this::written);
  }

  @Test
  void theFormIsTheOneThatIsSet() {
    LogOutput.set(Level.INFO, LogFormat.JSON);
    LoggerFactory.getLogger("dev.cloudrunauth.X").info("ready");
    assertTrue(written().startsWith("{\"severity\":\"INFO\","), this::written);
  }

  @Test
  void eventsBelowTheLevelAreNotWritten() {
    LogOutput.set(Level.WARN, LogFormat.TEXT);
    var log = LoggerFactory.getLogger("dev.cloudrunauth.X");
    log.trace("no");
    log.debug("no");
    log.info("no");
    log.warn("yes");
    log.error("yes");
    assertEquals(2, written().lines().count(), this::written);
    assertFalse(written().contains("no"));
  }

  @Test
  void theFinestLevelShowsAll() {
    LogOutput.set(Level.TRACE, LogFormat.TEXT);
    var log = LoggerFactory.getLogger("dev.cloudrunauth.X");
    log.trace("a");
    log.debug("b");
    assertEquals(2, written().lines().count(), this::written);
  }

  @Test
  void noLevelIsSilence() {
    LogOutput.set(null, LogFormat.TEXT);
    LoggerFactory.getLogger("dev.cloudrunauth.X").error("no");
    assertEquals("", written());
  }

  private String written() {
    return written.toString(UTF_8);
  }
}
