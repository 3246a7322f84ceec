package dev.cloudrunauth.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.lucko.jarrelocator.JarRelocator;

/**
 * Moves a library, and the application that uses it, to another package, as build tools do that put
 * all of an application into one jar.
 */
final class Relocation {

  private static final Map<String, String> MOVES =
      Map.of(
          "okhttp3", "org.example.shaded.okhttp3",
          "okio", "org.example.shaded.okio",
          "org.apache.hc", "org.example.shaded.org.apache.hc",
          "org.apache.http", "org.example.shaded.org.apache.http",
          "org.eclipse.jetty", "org.example.shaded.org.eclipse.jetty",
          "io.grpc", "org.example.shaded.io.grpc",
          "io.netty", "org.example.shaded.io.netty",
          "reactor", "org.example.shaded.reactor");
  private static final Path FOLDER = Path.of(System.getProperty("relocated.jars"));

  private Relocation() {}

  /** The jars with moved classes, and one more with those of the caller. */
  static List<Path> of(List<Path> jars) {
    try {
      Files.createDirectories(FOLDER);
      var moved = new ArrayList<Path>();
      for (var jar : jars) {
        // What these libraries need in turn knows nothing of them.
        moved.add(isMoved(jar) ? relocate(jar) : jar);
      }
      moved.add(relocate(Fork.CALLER));
      return moved;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMoved(Path jar) {
    var name = jar.getFileName().toString();
    return name.startsWith("ok")
        || name.startsWith("logging-interceptor")
        || name.startsWith("http")
        || name.startsWith("async-http-client")
        || name.startsWith("jetty")
        || name.startsWith("grpc")
        || name.startsWith("netty")
        || name.startsWith("reactor");
  }

  private static Path relocate(Path jar) throws IOException {
    var moved = Files.createTempFile(FOLDER, "moved-", "-" + jar.getFileName());
    new JarRelocator(jar.toFile(), moved.toFile(), MOVES).run();
    return moved;
  }
}
