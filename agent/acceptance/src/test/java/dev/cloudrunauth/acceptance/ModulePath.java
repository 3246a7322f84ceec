package dev.cloudrunauth.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A folder of JBoss modules. */
record ModulePath(Path folder) {

  /** Adds a module of jars or folders of classes, and the modules that it sees. */
  void add(String name, List<Path> roots, List<String> dependencies) throws IOException {
    var module = Files.createDirectories(folder.resolve(name.replace('.', '/')).resolve("main"));
    Files.writeString(
        module.resolve("module.xml"),
        """
        <module xmlns="urn:jboss:module:1.9" name="%s">
          <resources>
        %s
          </resources>
          <dependencies>
        %s
          </dependencies>
        </module>
        """
            .formatted(
                name,
                roots.stream()
                    .map("    <resource-root path=\"%s\"/>"::formatted)
                    .collect(Collectors.joining("\n")),
                dependencies.stream()
                    .map("    <module name=\"%s\"/>"::formatted)
                    .collect(Collectors.joining("\n"))));
  }
}
