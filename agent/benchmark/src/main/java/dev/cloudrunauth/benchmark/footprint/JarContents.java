package dev.cloudrunauth.benchmark.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What the agent's jar consists of. */
final class JarContents {

  private static final String FOLDER = "cloud-run-auth/";
  private static final String NESTED = FOLDER + "libraries.zip";
  private static final String LIBRARIES = "dev/cloudrunauth/lib/";
  private static final int LONGEST_NAME = 3;

  /**
   * Sizes. Immutable.
   *
   * @param entries how many files
   * @param unpacked bytes of them
   * @param packed bytes of them in the jar
   */
  record Bytes(int entries, long unpacked, long packed) {

    Bytes plus(Bytes other) {
      return new Bytes(entries + other.entries, unpacked + other.unpacked, packed + other.packed);
    }
  }

  private JarContents() {}

  /** Returns how much each library has, by its name. */
  static Map<String, Bytes> of(Path jar) throws IOException {
    Map<String, Bytes> parts = new TreeMap<>();
    try (var zip = new ZipFile(jar.toFile())) {
      add(zip, parts);
      var nested = zip.getEntry(NESTED);
      if (nested != null) {
        addNested(zip, nested, parts);
      }
    }
    return parts;
  }

  private static void addNested(ZipFile jar, ZipEntry nested, Map<String, Bytes> parts)
      throws IOException {
    var copy = Files.createTempFile("libraries", ".zip");
    try (var in = jar.getInputStream(nested)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      try (var zip = new ZipFile(copy.toFile())) {
        add(zip, parts);
      }
    } finally {
      Files.delete(copy);
    }
  }

  private static void add(ZipFile zip, Map<String, Bytes> parts) {
    zip.stream()
        .filter(entry -> !entry.isDirectory() && !entry.getName().equals(NESTED))
        .forEach(
            entry ->
                parts.merge(
                    part(entry.getName()),
                    new Bytes(1, entry.getSize(), entry.getCompressedSize()),
                    Bytes::plus));
  }

  /** Returns the library that a file belongs to, by the beginning of its package. */
  static String part(String name) {
    var path = name.startsWith(FOLDER) ? name.substring(FOLDER.length()) : name;
    if (path.startsWith(LIBRARIES)) {
      path = path.substring(LIBRARIES.length());
    } else if (path.startsWith("dev/cloudrunauth/") || path.startsWith("java/lang/")) {
      return "the agent itself";
    }
    var words = List.of(path.split("/", -1));
    if (words.size() == 1 || words.get(0).equals("META-INF")) {
      return "manifest, licence, services";
    }
    int length = path.startsWith("com/google/") ? LONGEST_NAME : LONGEST_NAME - 1;
    return String.join(".", words.subList(0, Math.min(length, words.size() - 1)));
  }
}
