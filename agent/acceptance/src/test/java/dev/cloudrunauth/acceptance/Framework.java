package dev.cloudrunauth.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A framework that makes its calls through a client below.
 *
 * @param name the framework and its version, as the file of frameworks has it
 * @param folder the folder of the application that is written for it
 * @param clients the clients below, as people call them
 * @param coordinates what the application needs; annotation processors, the loader of an executable
 *     jar and the tools in it, and a list of versions, have a word before them
 */
record Framework(String name, String folder, String clients, List<String> coordinates) {

  private static final String LIBRARY = "";
  private static final String PROCESSOR = "processor";
  private static final String LOADER = "loader";
  private static final String TOOLS = "tools";
  private static final String BOM = "bom";
  private static final List<List<String>> LINES =
      Versions.lines(Path.of(System.getProperty("frameworks.file")));
  private static final Map<Framework, BuiltApplication> BUILT = new ConcurrentHashMap<>();

  /** All of the file. */
  static List<Framework> all() {
    return LINES.stream()
        .map(
            parts ->
                new Framework(
                    parts.get(0), parts.get(1), parts.get(2), parts.subList(3, parts.size())))
        .toList();
  }

  /** Those that an application of this folder is tried on. */
  static Stream<Framework> ofFolder(String folder) {
    return all().stream().filter(framework -> framework.folder.equals(folder));
  }

  /** Its application; built once, for it is always the same files, and tests run side by side. */
  BuiltApplication application() {
    return BUILT.computeIfAbsent(this, Framework::build);
  }

  private BuiltApplication build() {
    var boms = coordinates(BOM);
    if (!boms.isEmpty()) {
      return MavenProject.build(name, folder, boms.get(0));
    }
    var built = BuiltApplication.of(name, folder, jars(LIBRARY), jars(PROCESSOR));
    var loader = jars(LOADER);
    return loader.isEmpty() ? built : built.packed(loader.get(0), jars(TOOLS).get(0));
  }

  /** The jars of the coordinates that have this word before them, and of what they depend on. */
  private List<Path> jars(String word) {
    return Artifacts.jars(coordinates(word));
  }

  private List<String> coordinates(String word) {
    var wanted = new ArrayList<String>();
    for (var each : coordinates) {
      int colon = each.indexOf(':');
      int begin = each.lastIndexOf(' ', colon) + 1;
      if (each.substring(0, begin).strip().equals(word)) {
        wanted.add(each.substring(begin));
      }
    }
    return wanted;
  }

  @Override
  public String toString() {
    return name;
  }
}
