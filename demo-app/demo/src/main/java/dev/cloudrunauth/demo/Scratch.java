package dev.cloudrunauth.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder. It goes with the JVM, after an interrupt from the keyboard too. */
record Scratch(Path folder) {

  static Scratch create() throws IOException {
    var scratch = new Scratch(Files.createTempDirectory("cloud-run-auth-demo"));
    scratch.folder.toFile().deleteOnExit();
    return scratch;
  }

  /** Names a file of the folder. */
  Path file(String name) {
    Path file = folder.resolve(name);
    // Deleted in the reverse order: the folder is empty when its turn comes.
    file.toFile().deleteOnExit();
    return file;
  }
}
