package dev.cloudrunauth.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the agent argument, system properties and environment variables; the first of them that has
 * a key wins. A blank property or variable counts as not set, because scripts and container
 * platforms unset them so.
 */
final class Overrides {
  private final Map<Key, ConfiguredValue> configured = new TreeMap<>();
  private final Problems problems;

  private Overrides(Problems problems) {
    this.problems = problems;
  }

  static Map<Key, ConfiguredValue> read(
      Map<Key, ConfiguredValue> argument,
      Properties properties,
      Map<String, String> environment,
      Problems problems) {
    var overrides = new Overrides(problems);
    overrides.configured.putAll(argument);
    overrides.readProperties(properties);
    overrides.readVariables(environment);
    return overrides.configured;
  }

  private void readProperties(Properties properties) {
    // Sorted, so that the same errors are always reported in the same order.
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      String value = properties.getProperty(name, "");
      if (name.startsWith(Key.PROPERTY_PREFIX) && !value.isBlank()) {
        Key key = Key.named(name.substring(Key.PROPERTY_PREFIX.length()));
        if (key == null) {
          problems.add(
              Place.property(name),
              "unknown system property",
              DidYouMean.advice(name, propertyNames()));
        } else {
          put(key, value, Place.property(name));
        }
      }
    }
  }

  private void readVariables(Map<String, String> environment) {
    List<String> known = new ArrayList<>();
    for (Key key : Key.all()) {
      String name = key.variable();
      known.add(name.substring(Key.VARIABLE_PREFIX.length()));
      put(key, environment.getOrDefault(name, ""), Place.variable(name));
    }
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(Key.VARIABLE_PREFIX) && !environment.getOrDefault(name, "").isBlank()) {
        checkSpelling(name, known);
      }
    }
  }

  /**
   * Reports only names that are close to a known one: if a service is called cloud-run-auth,
   * Kubernetes sets CLOUD_RUN_AUTH_PORT and the like in every container of its namespace.
   */
  private void checkSpelling(String name, List<String> known) {
    String rest = name.substring(Key.VARIABLE_PREFIX.length());
    String meant = known.contains(rest) ? null : DidYouMean.closest(rest, known);
    if (meant != null) {
      problems.add(
          Place.variable(name),
          "unknown environment variable",
          "Did you mean \"" + Key.VARIABLE_PREFIX + meant + "\"?");
    }
  }

  private void put(Key key, String text, Place place) {
    String value = text.strip();
    if (!value.isEmpty()) {
      configured.putIfAbsent(key, new ConfiguredValue(value, place));
    }
  }

  private static List<String> propertyNames() {
    List<String> names = new ArrayList<>();
    for (Key key : Key.all()) {
      names.add(key.property());
    }
    return names;
  }
}
