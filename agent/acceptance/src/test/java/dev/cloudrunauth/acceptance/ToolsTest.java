package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JAVA_TOOL_OPTIONS reaches tools that no one meant: there the agent is silent and inert. */
class ToolsTest {

  @Test
  void keytoolRunsAsWithoutTheAgent() {
    var options = Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + Fork.AGENT + "=nowhere.yaml");

    var result =
        Fork.on(Jdk.own())
            .environment(options)
            .module("java.base/sun.security.tools.keytool.Main")
            .run();

    assertEquals(
        List.of("Picked up JAVA_TOOL_OPTIONS: " + options.get("JAVA_TOOL_OPTIONS")),
        result.err().stream()
            .filter(
                line -> line.contains(Fork.AGENT.toString()) || line.contains("cloud-run-auth:"))
            .toList());
  }
}
