package com.example.tenant;

import java.io.File;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * An application server, as far as class loaders go: each application in it has one of its own, and
 * in it the version of OkHttp that it brought along.
 */
public final class Server {

  private Server() {}

  /**
   * Makes calls, and prints a line for each.
   *
   * @param arguments a file with the calls, {@code APPLICATION|CALL} in each line, and then the
   *     applications, {@code NAME=CLASS@PATH:PATH…}, where the class makes the calls
   * @throws Exception if an application cannot be loaded
   */
  public static void main(String[] arguments) throws Exception {
    var applications = new HashMap<String, UnaryOperator<String>>();
    for (var application : Arrays.copyOfRange(arguments, 1, arguments.length)) {
      var parts = application.split("[=@]", 3);
      applications.put(parts[0], load(parts[1], parts[2]));
    }
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (var line : Files.readAllLines(Path.of(arguments[0]))) {
      var parts = line.split("\\|", 2);
      var application = Objects.requireNonNull(applications.get(parts[0]), line);
      out.println(inOneLine(application.apply(parts[1])));
    }
    for (var application : applications.values()) {
      ((AutoCloseable) application).close();
    }
  }

  private static String inOneLine(String answer) {
    return answer.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n");
  }

  @SuppressWarnings("unchecked")
  private static UnaryOperator<String> load(String className, String classPath) throws Exception {
    var urls = Arrays.stream(classPath.split(File.pathSeparator)).map(Server::url);
    var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    return (UnaryOperator<String>) loader.loadClass(className).getConstructor().newInstance();
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
