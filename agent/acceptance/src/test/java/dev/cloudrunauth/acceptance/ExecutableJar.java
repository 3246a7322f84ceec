package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * A jar as Spring Boot's plugins pack it: the loader's classes at its top, the application's below
 * {@code BOOT-INF/classes/}, its libraries whole and uncompressed in {@code BOOT-INF/lib/}.
 */
final class ExecutableJar {

  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String INDEX = "BOOT-INF/classpath.idx";

  private ExecutableJar() {}

  static void write(Path jar, BuiltApplication application, Path loader, Path tools)
      throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest(application));
        var launcher = new JarFile(loader.toFile());
        Stream<Path> files = Files.walk(application.classes())) {
      for (var entry :
          launcher.stream()
              .filter(each -> !each.getName().equals(JarFile.MANIFEST_NAME))
              .toList()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        try (var in = launcher.getInputStream(entry)) {
          in.transferTo(out);
        }
      }
      out.putNextEntry(new ZipEntry(CLASSES));
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(CLASSES + application.classes().relativize(file)));
        Files.copy(file, out);
      }
      out.putNextEntry(new ZipEntry(LIBRARIES));
      for (var library : application.libraries()) {
        store(out, LIBRARIES + library.getFileName(), Files.readAllBytes(library));
      }
      store(out, LIBRARIES + tools.getFileName(), Files.readAllBytes(tools));
      out.putNextEntry(new ZipEntry(INDEX));
      for (var library : application.libraries()) {
        out.write(("- \"" + LIBRARIES + library.getFileName() + "\"\n").getBytes(UTF_8));
      }
    }
  }

  private static Manifest manifest(BuiltApplication application) {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
    attributes.putValue("Start-Class", application.mainClass());
    attributes.putValue("Spring-Boot-Classes", CLASSES);
    attributes.putValue("Spring-Boot-Lib", LIBRARIES);
    attributes.putValue("Spring-Boot-Classpath-Index", INDEX);
    return manifest;
  }

  private static void store(JarOutputStream out, String name, byte[] bytes) throws IOException {
    var sum = new CRC32();
    sum.update(bytes);
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
  }
}
