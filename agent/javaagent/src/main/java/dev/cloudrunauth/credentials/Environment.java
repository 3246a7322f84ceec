package dev.cloudrunauth.credentials;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables. A blank one counts as unset, as deployments leave variables blank that
 * they do not use. Values are stripped.
 */
final class Environment {

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  boolean isOfCloudRun() {
    return CloudRunEnvironment.isIn(variables);
  }

  /** The value of a variable, or {@code null} if it is unset or blank. */
  @Nullable String value(String name) {
    var value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
