package dev.cloudrunauth.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** A folder of OSGi bundles. */
record Bundles(Path folder) {

  private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)*)");
  private static final Attributes.Name SYMBOLIC_NAME = new Attributes.Name("Bundle-SymbolicName");

  /** Adds libraries: as they are if they are bundles, and else with all their packages exported. */
  void addLibraries(List<Path> jars) throws IOException {
    for (var jar : jars) {
      var name = jar.getFileName().toString();
      try (var file = new JarFile(jar.toFile())) {
        if (file.getManifest().getMainAttributes().containsKey(SYMBOLIC_NAME)) {
          Files.copy(jar, folder.resolve(name));
        } else {
          var content = filesIn(file);
          var packages = new TreeSet<String>();
          for (var path : content.keySet()) {
            if (path.endsWith(".class") && path.contains("/") && !path.startsWith("META-INF/")) {
              packages.add(path.substring(0, path.lastIndexOf('/')).replace('/', '.'));
            }
          }
          write(
              name.replace(".jar", ""),
              Map.of("Export-Package", exported(packages, version(name))),
              content);
        }
      }
    }
  }

  private static String exported(Set<String> packages, String version) {
    return packages.stream()
        .map(each -> each + ";version=\"" + version + "\"")
        .collect(Collectors.joining(","));
  }

  private static String version(String jar) {
    var found = VERSION.matcher(jar);
    return found.find() ? found.group(1) : "0";
  }

  /** Adds an application that imports its libraries from other bundles. */
  void addApplication(String name, Path program, List<String> imports) throws IOException {
    write(name, Map.of("Import-Package", String.join(",", imports)), filesIn(program));
  }

  /** Adds an application that has its libraries inside its own bundle. */
  void addApplication(String name, Path program, List<String> imports, List<Path> libraries)
      throws IOException {
    var content = filesIn(program);
    for (var jar : libraries) {
      content.put(jar.getFileName().toString(), Files.readAllBytes(jar));
    }
    var classPath =
        libraries.stream()
            .map(jar -> jar.getFileName().toString())
            .collect(Collectors.joining(",", ".,", ""));
    write(
        name,
        Map.of("Import-Package", String.join(",", imports), "Bundle-ClassPath", classPath),
        content);
  }

  private static Map<String, byte[]> filesIn(JarFile jar) throws IOException {
    Map<String, byte[]> content = new LinkedHashMap<>();
    for (var entry : jar.stream().filter(each -> !each.isDirectory()).toList()) {
      if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
        content.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
      }
    }
    return content;
  }

  private static Map<String, byte[]> filesIn(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return filesIn(file);
    }
  }

  private void write(String name, Map<String, String> headers, Map<String, byte[]> content)
      throws IOException {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.put(SYMBOLIC_NAME, name);
    headers.forEach(attributes::putValue);
    try (var jar =
        new JarOutputStream(
            Files.newOutputStream(folder.resolve(name + "-bundle.jar")), manifest)) {
      for (var entry : content.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
  }
}
