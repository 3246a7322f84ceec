package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * An application in a JVM of its own. It sees next to nothing of this machine's environment, so
 * that neither a developer's credentials nor their JVM options reach it.
 */
final class Fork {

  static final Path AGENT = Path.of(System.getProperty("agent.jar")).normalize();
  static final Path CALLER = Path.of(System.getProperty("caller.jar"));
  static final Path STOREFRONT = Path.of(System.getProperty("storefront.jar")).normalize();

  /** With these a JVM that does not live long takes the least of the machine. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final Set<String> KEPT_VARIABLES = Set.of("PATH", "SystemRoot", "TEMP", "TMP");
  private static final long MOST_SECONDS = 600;

  private final Jdk jdk;
  private final Path launcher;
  private final List<String> flags = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> application = new ArrayList<>();
  private Path directory = Path.of("target").toAbsolutePath();

  private Fork(Jdk jdk, Path launcher) {
    this.jdk = jdk;
    this.launcher = launcher;
    // No file of gcloud's on this machine is looked at.
    environment.put("CLOUDSDK_CONFIG", "no-such-folder");
  }

  /** Quick to start: none of these JVMs lives long enough for a second compiler. */
  static Fork on(Jdk jdk) {
    return new Fork(jdk, jdk.launcher()).flags(SHORT_LIVED);
  }

  /** A program that starts a JVM of its own making: a tool. */
  static Fork tool(Path program) {
    return new Fork(Jdk.own(), program);
  }

  /** With the agent, and what follows its {@code =}; nothing does if that is empty. */
  Fork agent(String argument) {
    return agent(AGENT, argument);
  }

  /** With any Java agent. */
  Fork agent(Path jar, String argument) {
    flags.add("-javaagent:" + jar + (argument.isEmpty() ? "" : "=" + argument));
    return this;
  }

  Fork flags(List<String> more) {
    flags.addAll(more);
    return this;
  }

  Fork environment(Map<String, String> more) {
    environment.putAll(more);
    return this;
  }

  Fork in(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  /** Runs a program of the caller's, with more jars on its class path. */
  Fork program(String name, List<Path> jars, String... arguments) {
    return main("com.example.caller." + name, jars, arguments);
  }

  /** Netty, and Guava below gRPC, do what newer JVMs warn of. */
  private static boolean isWarnedOf(Path jar) {
    var name = jar.getFileName().toString();
    return name.contains("netty") || name.startsWith("guava-");
  }

  /** Lines as they are but for the time before those of {@code java.util.logging}. */
  static List<String> withoutTimes(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("^.* [AP]M ", "")).toList();
  }

  /** Runs a class of the caller programs', with more jars on its class path. */
  Fork main(String className, List<Path> jars, String... arguments) {
    if (jars.stream().anyMatch(Fork::isWarnedOf)) {
      flags.addAll(jdk.flagsForLibraries());
    }
    var classPath = new ArrayList<Path>(jars);
    classPath.add(CALLER);
    application.addAll(
        List.of(
            "-cp",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            className));
    application.addAll(Arrays.asList(arguments));
    return this;
  }

  Fork jar(Path jar) {
    application.addAll(List.of("-jar", jar.toString()));
    return this;
  }

  /** Runs the main class of a module: a tool of the JDK's. */
  Fork module(String mainClass) {
    return application("-m", mainClass);
  }

  /** Runs whatever follows the JVM's flags. */
  Fork application(String... words) {
    application.addAll(Arrays.asList(words));
    return this;
  }

  /** Runs it to its end. */
  Result run() {
    try {
      var out = Files.createTempFile("fork", ".out");
      var err = Files.createTempFile("fork", ".err");
      try {
        return run(out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Result run(Path out, Path err) throws IOException, InterruptedException {
    var builder = builder().redirectOutput(out.toFile()).redirectError(err.toFile());
    var process = builder.start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running after " + MOST_SECONDS + " s: " + builder.command());
    }
    Coverage.ran(jdk);
    return new Result(
        process.exitValue(), Files.readAllLines(out, UTF_8), Files.readAllLines(err, UTF_8));
  }

  /** Starts it, to speak with it while it runs. */
  Dialogue start() {
    try {
      var process = builder().start();
      Coverage.ran(jdk);
      return new Dialogue(process, MOST_SECONDS);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProcessBuilder builder() {
    var command = new ArrayList<String>();
    command.add(launcher.toString());
    command.addAll(flags);
    command.addAll(application);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().retainAll(KEPT_VARIABLES);
    builder.environment().putAll(environment);
    return builder;
  }

  /**
   * How an application ended.
   *
   * @param exit its exit status
   * @param out the lines of its standard output
   * @param err the lines that it, its JVM and its agent wrote to standard error
   */
  record Result(int exit, List<String> out, List<String> err) {

    /** Standard error without the lines by which the agent says that all is well. */
    List<String> complaints() {
      return err.stream().filter(line -> !isGoodNews(line)).toList();
    }

    /** The explanations of refused calls, each with all its lines. */
    List<String> explanations() {
      return Explanations.in(err);
    }

    /** What is left of standard error without good news and without explanations. */
    List<String> unexplained() {
      return Explanations.without(complaints());
    }
  }

  /** Whether the agent says that it is ready, or that it has its first token for an audience. */
  static boolean isGoodNews(String line) {
    return line.startsWith("cloud-run-auth: ")
        && (line.contains(" ready, ") || line.contains("First ID token for "));
  }
}
