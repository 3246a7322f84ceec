package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Dockerfile that copies files and names a command, carried out in a folder. */
record Dockerfile(List<String> instructions) {

  static Dockerfile read(Path file) throws IOException {
    return new Dockerfile(Files.readAllLines(file));
  }

  /** The arguments of every instruction of a name. */
  List<String> all(String name) {
    return instructions.stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  /**
   * Copies what it copies.
   *
   * @param context where the files are
   * @param root stands for the root of the image
   */
  void build(Path context, Path root) throws IOException {
    for (var copy : all("COPY")) {
      var words = new ArrayList<>(List.of(copy.split(" ")));
      var target = words.remove(words.size() - 1);
      assertTrue(target.startsWith("/"), target);
      assertTrue(words.size() == 1 || target.endsWith("/"), "several files go into a folder");
      for (var word : words) {
        var to = root.resolve(target.substring(1) + (target.endsWith("/") ? word : ""));
        Files.createDirectories(to.getParent());
        Files.copy(context.resolve(word), to);
      }
    }
  }

  /** What the image runs, its paths those below the root: without a shell between. */
  List<String> entrypoint(Path root) {
    assertEquals(1, all("ENTRYPOINT").size());
    return JsonParser.parseString(all("ENTRYPOINT").get(0)).getAsJsonArray().asList().stream()
        .map(word -> below(root, word.getAsString()))
        .toList();
  }

  /** A word of a command line with the paths in it moved below a root. */
  static String below(Path root, String word) {
    return word.replaceAll("(?<=^|[:=])/", root + "/");
  }
}
