package dev.cloudrunauth.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** All that a configuration is read from, in a directory of its own. */
final class Sources {
  static final String FILE = "config/cloud-run-auth.yaml";

  private final Path directory;
  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable String argument;

  Sources(Path directory) {
    this.directory = directory;
  }

  Sources argument(String text) {
    argument = text;
    return this;
  }

  Sources property(String name, String value) {
    properties.setProperty(name, value);
    return this;
  }

  Sources variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Sources file(String yaml) {
    return file(FILE, yaml);
  }

  Sources file(String path, String yaml) {
    return file(path, yaml.getBytes(UTF_8));
  }

  Sources file(String path, byte[] content) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Settings readFile(String option, String file) throws ConfigurationException {
    return ConfigurationReader.readFile(option, file, properties, environment, directory.toFile());
  }

  Settings read() throws ConfigurationException {
    return ConfigurationReader.read(
        argument, properties, environment, directory.toFile(), () -> {});
  }

  ConfigurationException refused() {
    return assertThrows(ConfigurationException.class, this::read);
  }

  /** The lines that users read, without the indentation. */
  String problems() {
    var lines = new StringBuilder();
    for (Problem problem : refused().problems()) {
      lines.append(problem).append('\n');
    }
    return lines.toString().strip();
  }
}
