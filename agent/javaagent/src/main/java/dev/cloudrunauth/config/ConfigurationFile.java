package dev.cloudrunauth.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file and reads its text. */
final class ConfigurationFile {
  static final String DEFAULT_PATH = "config/cloud-run-auth.yaml";
  static final String SHORT_DEFAULT_PATH = "cloud-run-auth.yaml";
  private static final int MAX_BYTES = 1 << 20;

  /** As it was named: messages show it so. */
  final String path;

  private final File file;

  /** Where the file was named. */
  private final Place namedAt;

  private ConfigurationFile(String path, File workingDirectory, Place namedAt) {
    File named = new File(path);
    this.path = path;
    this.file = named.isAbsolute() ? named : new File(workingDirectory, path);
    this.namedAt = namedAt;
  }

  /** The named file, whether it exists or not, or the first default that exists. */
  static @Nullable ConfigurationFile find(@Nullable Given named, File workingDirectory) {
    if (named != null) {
      return new ConfigurationFile(named.text, workingDirectory, named.place);
    }
    for (String path : new String[] {DEFAULT_PATH, SHORT_DEFAULT_PATH}) {
      var file = new ConfigurationFile(path, workingDirectory, Place.file(path));
      if (file.file.exists()) {
        return file;
      }
    }
    return null;
  }

  /** The text, or {@code null} when there is a problem. */
  @Nullable String read(Problems problems) {
    if (!file.exists()) {
      problems.add(
          namedAt,
          "the file "
              + Quoted.of(path)
              + " does not exist, looked for as "
              + Quoted.of(file.getAbsolutePath()),
          "Correct the path");
      return null;
    }
    if (file.isDirectory()) {
      problems.add(namedAt, Quoted.of(path) + " is a directory", "Name the file in it");
      return null;
    }
    try (InputStream in = new FileInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        problems.add(
            Place.file(path), "the file is larger than 1 MiB", "Name a configuration file");
        return null;
      }
      return decode(bytes, problems);
    } catch (IOException e) {
      problems.add(
          namedAt,
          "the file " + Quoted.of(path) + " cannot be read: " + e.getMessage(),
          "Check its permissions");
      return null;
    }
  }

  private @Nullable String decode(byte[] bytes, Problems problems) {
    // Malformed bytes are reported by default, not replaced.
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    boolean malformed = decoder.decode(ByteBuffer.wrap(bytes), chars, true).isError();
    String text = chars.flip().toString();
    if (malformed) {
      problems.add(
          Place.inText(path, text, text.length()),
          "the file is not UTF-8 from here on",
          "Save it as UTF-8");
      return null;
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
