package com.example.caller;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** An application that uses other HTTP clients than those that the agent weaves. */
public final class Others {

  private Others() {}

  /**
   * Runs the program, and prints what came of each use.
   *
   * @param uses a class to load, or {@code CLASS.METHOD} for a static method without parameters to
   *     call; or a URL to get with {@code HttpURLConnection}
   * @throws Exception if one of them is not possible
   */
  public static void main(String[] uses) throws Exception {
    for (var use : uses) {
      System.out.println(use.startsWith("https:") ? get(use) : used(use));
    }
    // Lines about what was loaded come from a thread of the agent's that nothing waits for.
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("cloud-run-auth-report")) {
        thread.join();
      }
    }
  }

  private static Object get(String url) throws IOException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    return connection.getResponseCode();
  }

  private static Object used(String use) throws ReflectiveOperationException {
    int end = use.lastIndexOf('.');
    if (Character.isUpperCase(use.charAt(end + 1))) {
      return Class.forName(use, false, Others.class.getClassLoader()).getName();
    }
    return Class.forName(use.substring(0, end))
        .getMethod(use.substring(end + 1))
        .invoke(null)
        .getClass()
        .getName();
  }
}
