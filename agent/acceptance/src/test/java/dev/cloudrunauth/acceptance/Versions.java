package dev.cloudrunauth.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The file that says which versions of other people's software the tests run. */
final class Versions {

  private static final Path FILE = Path.of(System.getProperty("versions.file"));
  private static final Pattern GAP = Pattern.compile(" {2,}");
  private static final Map<String, List<String>> COORDINATES = read();

  private Versions() {}

  /** The names that begin so, in the order of the file. */
  static List<String> named(String prefix) {
    return COORDINATES.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** The jars of a name, with what they depend on. */
  static List<Path> jars(String name) {
    var coordinates = COORDINATES.get(name);
    if (coordinates == null) {
      throw new IllegalArgumentException(FILE + " has no line for " + name);
    }
    return Artifacts.jars(coordinates);
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> read = new LinkedHashMap<>();
    for (var parts : lines(FILE)) {
      if (parts.size() < 2 || read.put(parts.get(0), parts.subList(1, parts.size())) != null) {
        throw new IllegalStateException(FILE + ": no coordinates, or named twice: " + parts);
      }
    }
    return read;
  }

  /** The lines of such a file that say something, each with its parts. */
  static List<List<String>> lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(GAP.split(line)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
