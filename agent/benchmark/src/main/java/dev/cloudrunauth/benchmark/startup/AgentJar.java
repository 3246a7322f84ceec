package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.Jars;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;

/** Packs an agent of {@code com.example.agent} into a jar of its own. */
final class AgentJar {

  private static final String BYTE_BUDDY = "byte-buddy.jar";
  private static final String FOLDER = "com/example/agent";

  private AgentJar() {}

  /** Packs one that needs nothing but the JDK, and no other class. */
  static Path of(String name) throws IOException {
    return pack(name, "", name + ".class");
  }

  /** Packs one that weaves with Byte Buddy, which lies beside it. */
  static Path withByteBuddy(String name) throws IOException {
    var jar = pack(name, BYTE_BUDDY, "");
    Files.copy(byteBuddy(), jar.resolveSibling(BYTE_BUDDY), StandardCopyOption.REPLACE_EXISTING);
    return jar;
  }

  private static Path pack(String name, String classPath, String onlyFile) throws IOException {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", "com.example.agent." + name);
    attributes.putValue("Can-Retransform-Classes", "true");
    if (!classPath.isEmpty()) {
      attributes.put(Attributes.Name.CLASS_PATH, classPath);
    }
    var jar = Files.createDirectories(Jars.TARGET.resolve("agents")).resolve(name + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.newDirectoryStream(Jars.classes().resolve(FOLDER))) {
      for (var file : files) {
        if (onlyFile.isEmpty() || file.endsWith(onlyFile)) {
          out.putNextEntry(new JarEntry(FOLDER + "/" + file.getFileName()));
          Files.copy(file, out);
        }
      }
    }
    return jar;
  }

  private static Path byteBuddy() throws IOException {
    try {
      return Path.of(ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
