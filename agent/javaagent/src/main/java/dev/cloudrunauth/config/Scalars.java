package dev.cloudrunauth.config;

import org.jspecify.annotations.Nullable;

/** Reads single values of the file. */
final class Scalars {
  private Scalars() {}

  /** The value with its variables, or {@code null} when there is a problem. */
  static @Nullable Given read(
      String name, YamlNode node, Interpolation interpolation, Problems problems) {
    if (!(node instanceof YamlNode.Scalar)) {
      problems.add(node.place, name + " must be one value, not " + node.kind(), "Write one value");
      return null;
    }
    if (node.isNothing()) {
      problems.add(node.place, name + " has no value", "Write one, or remove the line");
      return null;
    }
    Given given = interpolation.apply((YamlNode.Scalar) node);
    if (given != null && given.text.isEmpty()) {
      problems.add(node.place, name + " is empty", "Write a value, or remove the line");
      return null;
    }
    return given;
  }
}
