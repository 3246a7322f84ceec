package dev.cloudrunauth.benchmark.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipFile;

/** The packaged agent's classes about audiences, which the jar keeps under names of its own. */
final class AgentClasses {

  private static final String FOLDER = "cloud-run-auth/";
  private static final String PACKAGE = FOLDER + "dev/cloudrunauth/audience/";
  private static final String ENDING = ".classdata";

  private AgentClasses() {}

  /** Unpacks them into a temporary folder, under the names that class loaders expect. */
  static Path unpack(Path jar) throws IOException {
    var folder = Files.createTempDirectory("audiences");
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().filter(entry -> isWanted(entry.getName())).toList()) {
        var name = entry.getName();
        var path = name.substring(FOLDER.length(), name.length() - ENDING.length()) + ".class";
        var file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        try (var in = zip.getInputStream(entry)) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return folder;
  }

  private static boolean isWanted(String name) {
    return name.startsWith(PACKAGE) && name.endsWith(ENDING);
  }
}
