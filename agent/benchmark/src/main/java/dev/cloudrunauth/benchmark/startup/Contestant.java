package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.Jars;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent that takes part. Immutable.
 *
 * @param name how people call it
 * @param flags the JVM's
 * @param slow whether it is to be measured in fewer rounds
 */
record Contestant(String name, List<String> flags, boolean slow) {

  static final String NONE = "no agent";
  static final String EMPTY = "empty agent";
  static final String OURS = "Cloud Run Auth Agent";
  static final String BUILDING = "our weave points, AgentBuilder";
  static final String DECORATING = "our weave points, decorate()";

  private static final String FOLDER = "agents/";

  /** Returns all, in the order in which they run in each round. */
  static List<Contestant> all(String audience) throws IOException {
    List<Contestant> all = new ArrayList<>(weaving(audience));
    all.add(0, new Contestant(NONE, List.of(), false));
    all.add(
        other(
            "OpenTelemetry",
            "opentelemetry-javaagent",
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
    all.add(
        other(
            "Elastic APM",
            "elastic-apm-agent",
            "-Delastic.apm.disable_send=true",
            "-Delastic.apm.central_config=false",
            "-Delastic.apm.cloud_provider=NONE"));
    all.add(
        other(
            "Datadog",
            "dd-java-agent",
            "-Ddd.writer.type=LoggingWriter",
            "-Ddd.remote_config.enabled=false",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.jmxfetch.enabled=false",
            "-Ddd.trace.startup.logs=false"));
    return List.copyOf(all);
  }

  /** Returns those whose weaving can be compared, after the empty agent. */
  static List<Contestant> weaving(String audience) throws IOException {
    return List.of(
        new Contestant(EMPTY, List.of("-javaagent:" + AgentJar.of("Empty")), false),
        new Contestant(OURS, List.of("-javaagent:" + Jars.AGENT + "=audiences=" + audience), false),
        new Contestant(
            DECORATING, List.of("-javaagent:" + AgentJar.withByteBuddy("Decorating")), false),
        new Contestant(
            BUILDING, List.of("-javaagent:" + AgentJar.withByteBuddy("Building")), false));
  }

  private static Contestant other(String name, String jar, String... settings) {
    List<String> flags = new ArrayList<>();
    flags.add("-javaagent:" + Jars.TARGET.resolve(FOLDER + jar + ".jar"));
    flags.addAll(List.of(settings));
    return new Contestant(name, List.copyOf(flags), true);
  }

  boolean isOurs() {
    return name.equals(OURS);
  }
}
