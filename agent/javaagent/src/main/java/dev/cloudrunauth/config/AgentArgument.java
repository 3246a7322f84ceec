package dev.cloudrunauth.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what follows {@code -javaagent:cloud-run-auth-agent.jar=}. Without an equals sign it is the
 * name of the file; with one it is a list of {@code key=value}, separated by commas. A file whose
 * name has an equals sign is written as {@code config=FILE}.
 */
final class AgentArgument {
  private final Map<Key, ConfiguredValue> configured = new TreeMap<>();
  private final Problems problems;

  private AgentArgument(Problems problems) {
    this.problems = problems;
  }

  static Map<Key, ConfiguredValue> read(@Nullable String argument, Problems problems) {
    var reader = new AgentArgument(problems);
    if (argument != null && argument.indexOf('=') >= 0) {
      reader.readPairs(argument);
    } else if (argument != null && !argument.isBlank()) {
      reader.configured.put(Key.CONFIG, new ConfiguredValue(argument.strip(), Place.ARGUMENT));
    }
    return reader.configured;
  }

  private void readPairs(String argument) {
    int start = 0;
    while (start <= argument.length()) {
      int comma = argument.indexOf(',', start);
      int end = comma < 0 ? argument.length() : comma;
      String pair = argument.substring(start, end).strip();
      if (!pair.isEmpty()) {
        readPair(pair);
      }
      start = end + 1;
    }
  }

  private void readPair(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      add(
          Quoted.of(pair) + " is not of the form key=value",
          "Name a file with config=FILE, and separate audiences with a semicolon or a space, since"
              + " a comma ends the value");
      return;
    }
    String name = pair.substring(0, equals).strip();
    String value = pair.substring(equals + 1).strip();
    Key key = Key.named(name);
    if (key == null) {
      add("unknown key " + Quoted.of(name), advice(name, pair));
    } else if (value.isEmpty()) {
      add(name + " has no value", "Write " + name + "=VALUE, or remove it");
    } else if (configured.putIfAbsent(key, new ConfiguredValue(value, Place.ARGUMENT)) != null) {
      add(name + " is given twice", "Remove one");
    }
  }

  /** A file name may contain an equals sign. */
  private static String advice(String name, String pair) {
    boolean isPath = pair.indexOf('/') >= 0 || pair.indexOf('\\') >= 0 || pair.endsWith(".yaml");
    return isPath && DidYouMean.closest(name, names()) == null
        ? "Write config=" + pair + " if it is the name of a file"
        : DidYouMean.advice(name, names());
  }

  private void add(String what, String toDo) {
    problems.add(Place.ARGUMENT, what, toDo);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Key key : Key.all()) {
      names.add(key.text());
    }
    return names;
  }
}
