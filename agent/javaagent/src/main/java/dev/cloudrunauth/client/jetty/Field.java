package dev.cloudrunauth.client.jetty;

import java.util.List;

/** What the agent does to the headers of a hop. Immutable. */
final class Field {

  final String name;
  final String value;

  /** The headers of the application's that the token replaces. */
  final List<String> removed;

  Field(String name, String value, List<String> removed) {
    this.name = name;
    this.value = value;
    this.removed = removed;
  }

  /** Whether a header of the application's is left out. */
  boolean replaces(String header) {
    for (var each : removed) {
      if (each.equalsIgnoreCase(header)) {
        return true;
      }
    }
    return false;
  }
}
