package dev.cloudrunauth.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The keys of the file, with their values as they are written. For one thread. */
final class Document {
  final Map<Key, YamlNode> values = new TreeMap<>();
  private final Problems problems;

  Document(YamlNode root, Problems problems) {
    this.problems = problems;
    if (root instanceof YamlNode.Mapping) {
      read((YamlNode.Mapping) root, "");
    } else if (!root.isNothing()) {
      problems.add(
          root.place,
          "the file must consist of keys with values, not of " + root.kind(),
          "Write audiences: …");
    }
  }

  private void read(YamlNode.Mapping mapping, String prefix) {
    checkDuplicates(mapping, problems);
    List<String> known = namesBelow(prefix);
    for (YamlNode.Entry entry : mapping.entries) {
      String name = entry.key.text;
      Key key = Key.named(prefix.concat(name));
      if (!known.contains(name)) {
        reportUnknown(entry.key, known, problems);
      } else if (key != null) {
        values.putIfAbsent(key, entry.value);
      } else if (entry.value instanceof YamlNode.Mapping) {
        read((YamlNode.Mapping) entry.value, name.concat("."));
      } else if (!entry.value.isNothing()) {
        problems.add(
            entry.value.place,
            name + " must be followed by its keys, not by " + entry.value.kind(),
            "Write below it: " + String.join(": …, ", namesBelow(name.concat("."))) + ": …");
      }
    }
  }

  /** Also for the keys of an audience, where there is no {@link Key}. */
  static void checkDuplicates(YamlNode.Mapping mapping, Problems problems) {
    Map<String, Place> first = new HashMap<>();
    for (YamlNode.Entry entry : mapping.entries) {
      Place earlier = first.putIfAbsent(entry.key.text, entry.key.place);
      if (earlier != null) {
        problems.add(
            entry.key.place,
            Quoted.of(entry.key.text) + " is already given at " + earlier,
            "Remove one");
      }
    }
  }

  /** Also for the keys of an audience. */
  static void reportUnknown(YamlNode.Scalar key, List<String> known, Problems problems) {
    String name = key.text;
    int dot = name.indexOf('.');
    boolean isDotted = dot > 0 && Key.named(name) != null;
    problems.add(
        key.place,
        "unknown key " + Quoted.of(name),
        isDotted
            ? "In the file, write \""
                + name.substring(dot + 1)
                + "\" below \""
                + name.substring(0, dot)
                + "\""
            : DidYouMean.advice(name, known));
  }

  private static List<String> namesBelow(String prefix) {
    Set<String> names = new LinkedHashSet<>();
    for (Key key : Key.all()) {
      String text = key.text();
      if (key != Key.CONFIG && text.startsWith(prefix)) {
        int dot = text.indexOf('.', prefix.length());
        names.add(text.substring(prefix.length(), dot < 0 ? text.length() : dot));
      }
    }
    return new ArrayList<>(names);
  }
}
