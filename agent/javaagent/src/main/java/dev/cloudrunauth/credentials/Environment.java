package dev.cloudrunauth.credentials;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables. One that is blank counts as unset, as deployments set it so that have
 * nothing to say; blanks around a value are no part of it.
 */
final class Environment {

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The value of a variable, or {@code null} if it is unset or blank. */
  @Nullable String value(String name) {
    var value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
