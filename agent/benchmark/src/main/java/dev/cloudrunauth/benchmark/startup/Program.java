package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.Jars;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * What is run under each agent. Immutable.
 *
 * @param name what it does
 * @param classPath the JVM's
 * @param command its main class and its arguments
 * @param expected a line that it prints at its end
 * @param expectedOfOurs the same under our agent
 * @param slow whether it is to be run in fewer rounds
 */
record Program(
    String name,
    String classPath,
    List<String> command,
    String expected,
    String expectedOfOurs,
    boolean slow) {

  static final String STARTED = "started ";

  private static final String APPLICATION = "com.example.application.";

  /**
   * Returns all.
   *
   * @param publicUrl answers everybody
   * @param privateUrl answers 200 to those who have a token, and 403 to others
   */
  static List<Program> all(String publicUrl, String privateUrl) {
    return List.of(
        new Program(
            "hello world",
            Jars.classes() + "",
            List.of(APPLICATION + "Hello"),
            "hello",
            "hello",
            false),
        oneCall("HttpClient", publicUrl, "status 200"),
        oneCall("OkHttp", publicUrl, "status 200"),
        new Program(
            "Spring Boot, to its first private call",
            springFolder().resolve("classes")
                + File.pathSeparator
                + springFolder().resolve("lib")
                + "/*",
            List.of("com.example.spring.Shop", privateUrl),
            "status 403",
            "status 200",
            true));
  }

  /** Returns one call of a client to a URL, which answers alike with our agent and without. */
  static Program oneCall(String client, String url, String expected) {
    return new Program(
        "one call over " + client,
        Jars.withoutGoogleAuth(),
        List.of(APPLICATION + "OneCall", client, url),
        expected,
        expected,
        false);
  }

  /** The same program, of which our agent makes something else. */
  Program expecting(String ofOthers, String ofOurs) {
    return new Program(name, classPath, command, ofOthers, ofOurs, slow);
  }

  private static Path springFolder() {
    return Jars.TARGET.resolve("spring");
  }
}
