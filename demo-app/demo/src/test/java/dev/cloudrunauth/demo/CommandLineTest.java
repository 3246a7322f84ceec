package dev.cloudrunauth.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  private final CommandLine command =
      new CommandLine(
          Map.of("GREETING", "it's tea time"), List.of("-Dhosts=*.run.app"), Path.of("app.jar"));

  @Test
  void wordsAreWhatTheSystemStarts() {
    assertEquals(
        List.of(java(), "-Dhosts=*.run.app", "-javaagent:agent.jar", "-jar", "app.jar"),
        command.plus("-javaagent:agent.jar").words());
  }

  @Test
  void shellGetsQuotesWhereItWouldReadSomethingElse() {
    assertEquals(
        """
        GREETING='it'\\''s tea time' \\
        %s \\
          '-Dhosts=*.run.app' \\
          -jar app.jar\
        """
            .formatted(java()),
        command.forShell());
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
