package dev.cloudrunauth.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cloudrunauth.local.LocalCloudRun;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An application in a JVM of its own, which speaks with the benchmark by lines of its standard
 * input and output. It reaches the stand-in by a hosts file, without a proxy between, and sees next
 * to nothing of this machine's environment. Not for several threads.
 */
public final class Application implements AutoCloseable {

  private static final Set<String> KEPT_VARIABLES = Set.of("PATH", "SystemRoot", "TEMP", "TMP");
  private static final long MOST_SECONDS_TO_END = 60;

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private Application(Process process) {
    this.process = process;
    in = process.outputWriter(UTF_8);
    out = process.inputReader(UTF_8);
  }

  /**
   * Starts an application under the packaged agent, without google-auth on its class path.
   *
   * @param jdk runs it
   * @param cloudRun what it calls
   * @param audiences the agent's, with semicolons between
   * @param name its standard error goes into a file of that name
   * @param command its main class in {@code com.example.application}, and its arguments
   * @throws IOException if the JVM does not start
   */
  public static Application withAgent(
      Jdk jdk, LocalCloudRun cloudRun, String audiences, String name, String... command)
      throws IOException {
    var agent = agentFlag(audiences);
    return start(jdk, cloudRun, List.of(agent, "-cp", Jars.withoutGoogleAuth()), name, command);
  }

  /** Starts an application without the agent, with google-auth; else as {@link #withAgent}. */
  public static Application withGoogleAuth(
      Jdk jdk, LocalCloudRun cloudRun, String name, String... command) throws IOException {
    return start(jdk, cloudRun, List.of("-cp", Jars.withGoogleAuth()), name, command);
  }

  /** Starts an application that has neither the agent nor google-auth. */
  public static Application unaware(Jdk jdk, LocalCloudRun cloudRun, String name, String... command)
      throws IOException {
    return start(jdk, cloudRun, List.of("-cp", Jars.withoutGoogleAuth()), name, command);
  }

  /** Starts an application without the agent, with all that the benchmarks have themselves. */
  public static Application withEverything(
      Jdk jdk, LocalCloudRun cloudRun, String name, String... command) throws IOException {
    var classPath = Jars.withBoth() + File.pathSeparator + System.getProperty("java.class.path");
    var flags = List.of("-cp", classPath);
    return start(jdk, cloudRun, flags, name, command);
  }

  /**
   * Returns the flag with which a JVM has the packaged agent.
   *
   * @param audiences the agent's, with semicolons between
   */
  public static String agentFlag(String audiences) {
    return "-javaagent:" + Jars.AGENT + "=audiences=" + audiences;
  }

  /** Returns the packaged agent. */
  public static Path agentJar() {
    return Jars.AGENT;
  }

  /**
   * Starts an application.
   *
   * @param jdk runs it
   * @param cloudRun what it calls
   * @param flags the JVM's, with the class path
   * @param name its standard error goes into a file of that name
   * @param command its main class in {@code com.example.application}, and its arguments
   * @throws IOException if the JVM does not start
   */
  public static Application start(
      Jdk jdk, LocalCloudRun cloudRun, List<String> flags, String name, String... command)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(jdk.launcher().toString());
    words.addAll(cloudRun.hostsFileFlags());
    words.addAll(flags);
    words.add("com.example.application." + command[0]);
    words.addAll(List.of(command).subList(1, command.length));
    var builder =
        new ProcessBuilder(words)
            .directory(Jars.TARGET.toFile())
            .redirectError(standardError(name).toFile());
    builder.environment().keySet().retainAll(KEPT_VARIABLES);
    builder.environment().putAll(cloudRun.environment());
    // No file of gcloud's on this machine is looked at.
    builder.environment().put("CLOUDSDK_CONFIG", "no-such-folder");
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Application(process);
  }

  private static Path standardError(String name) {
    return Jars.TARGET.resolve(name + ".err");
  }

  /**
   * Says a line and waits for the answer.
   *
   * @throws IOException if the application ends instead
   */
  public String ask(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
    return answer();
  }

  /**
   * Waits for a line that was not asked for.
   *
   * @throws IOException if the application ends instead
   */
  public String answer() throws IOException {
    var answer = out.readLine();
    if (answer == null) {
      throw new IOException("the application ended before its time; see " + Jars.TARGET + "/*.err");
    }
    return answer;
  }

  /** Lets the application end, by the end of its input. */
  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the application does not end");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
