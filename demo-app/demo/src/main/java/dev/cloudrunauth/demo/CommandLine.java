package dev.cloudrunauth.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a program is started: a Java command with the environment variables that it needs.
 *
 * @param environment the variables, in the order in which people are to read them
 * @param flags what stands between {@code java} and {@code -jar}
 * @param jar the program
 */
record CommandLine(Map<String, String> environment, List<String> flags, Path jar) {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  CommandLine plus(String flag) {
    List<String> more = new ArrayList<>(flags);
    more.add(flag);
    return new CommandLine(environment, more, jar);
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(JAVA);
    words.addAll(flags);
    words.add("-jar");
    words.add(jar.toString());
    return words;
  }

  /** The command as a person would write it for a shell, one variable or flag on a line. */
  String forShell() {
    List<String> lines = new ArrayList<>();
    environment.forEach((name, value) -> lines.add(name + "=" + quoted(value)));
    lines.add(quoted(JAVA));
    flags.forEach(flag -> lines.add("  " + quoted(flag)));
    lines.add("  -jar " + quoted(jar.toString()));
    return String.join(" \\\n", lines);
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:=@,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
