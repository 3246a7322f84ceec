package dev.cloudrunauth.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The agent's version, as the build wrote it. */
public final class Version {

  private static final String FILE = "dev/cloudrunauth/version.txt";

  private Version() {}

  /** The version, or words that say that it is not known. */
  public static String text() {
    try (var in = Version.class.getClassLoader().getResourceAsStream(FILE)) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
