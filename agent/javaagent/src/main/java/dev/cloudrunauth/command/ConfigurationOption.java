package dev.cloudrunauth.command;

import dev.cloudrunauth.config.ConfigurationException;
import dev.cloudrunauth.config.ConfigurationReader;
import dev.cloudrunauth.config.Settings;
import java.io.File;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration a command is about. */
final class ConfigurationOption {

  private static final String NAME = "--config";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description = {
        "The configuration; else the one that the agent would find here, by CLOUD_RUN_AUTH_CONFIG"
            + " or as config/cloud-run-auth.yaml."
      })
  private @Nullable String file;

  /** For the library. */
  ConfigurationOption() {}

  /** Reads it as the agent does, with the same properties and variables before it. */
  Settings read() throws ConfigurationException {
    return ConfigurationReader.readFile(
        NAME, file, System.getProperties(), System.getenv(), new File("").getAbsoluteFile());
  }
}
