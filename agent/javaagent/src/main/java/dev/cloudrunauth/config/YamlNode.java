package dev.cloudrunauth.config;

import java.util.List;

/** A part of the file, with its place. */
abstract class YamlNode {
  final Place place;

  private YamlNode(Place place) {
    this.place = place;
  }

  /** What it is called in messages. */
  abstract String kind();

  /** Whether it is empty or {@code null}, such as a key whose lines are all commented out. */
  boolean isNothing() {
    return false;
  }

  /** One value. All types are read from its text, so quotes and variables make no difference. */
  static final class Scalar extends YamlNode {
    final String text;
    private final boolean plain;
    private final String path;
    private final int line;

    /** The column of the first character, or 0 if the file has the text in another form. */
    private final int textColumn;

    Scalar(String path, int line, int column, String text, boolean plain, int textColumn) {
      super(Place.file(path, line, column));
      this.path = path;
      this.line = line;
      this.text = text;
      this.plain = plain;
      this.textColumn = textColumn;
    }

    /** The place of a character of the text, or that of the value if this is not known. */
    Place placeOf(int index) {
      return textColumn == 0
          ? place
          : Place.file(path, line, textColumn + text.codePointCount(0, index));
    }

    @Override
    boolean isNothing() {
      return plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }

    @Override
    String kind() {
      return isNothing() ? "nothing" : "a value";
    }
  }

  /** A list. */
  static final class Sequence extends YamlNode {
    final List<YamlNode> items;

    Sequence(Place place, List<YamlNode> items) {
      super(place);
      this.items = items;
    }

    @Override
    String kind() {
      return "a list";
    }
  }

  /** Keys with their values, in the order of the file, duplicates included. */
  static final class Mapping extends YamlNode {
    final List<Entry> entries;

    Mapping(Place place, List<Entry> entries) {
      super(place);
      this.entries = entries;
    }

    @Override
    String kind() {
      return "keys with values";
    }
  }

  /** A key with its value. */
  static final class Entry {
    final Scalar key;
    final YamlNode value;

    Entry(Scalar key, YamlNode value) {
      this.key = key;
      this.value = value;
    }
  }
}
