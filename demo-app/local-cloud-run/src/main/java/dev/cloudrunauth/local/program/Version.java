package dev.cloudrunauth.local.program;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Program.class.getPackage().getImplementationVersion();
    return new String[] {
      "local-cloud-run " + Objects.requireNonNullElse(version, "(not from its jar)")
    };
  }
}
