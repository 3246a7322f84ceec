package dev.cloudrunauth.command;

import dev.cloudrunauth.launch.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class ProgramVersion implements IVersionProvider {

  /** For the library. */
  ProgramVersion() {}

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }

  static String text() {
    return "Cloud Run Auth Agent ".concat(Version.text());
  }
}
