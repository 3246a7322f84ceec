package dev.cloudrunauth.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into {@link YamlNode}s.
 *
 * <p>It uses the parser's events, not the library's composer, which resolves aliases without their
 * place, and overflows the stack on a file of opening brackets. A configuration needs no aliases,
 * no tags and four levels.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 16;

  private final String path;
  private final Iterator<Event> events;

  /** The end of the last event, for errors that have no place. */
  private Optional<Mark> reached = Optional.empty();

  private YamlReader(String path, Iterator<Event> events) {
    this.path = path;
    this.events = events;
  }

  /**
   * Reads a document.
   *
   * @return its root, or {@code null} when there is a problem
   */
  static @Nullable YamlNode read(String path, String text, Problems problems) {
    LoadSettings settings = LoadSettings.builder().setLabel(path).build();
    var reader = new YamlReader(path, new Parse(settings).parseString(text).iterator());
    try {
      return reader.document();
    } catch (Unsupported e) {
      problems.add(e.place, e.what, e.toDo);
    } catch (MarkedYamlEngineException e) {
      Place place = place(path, e.getProblemMark());
      problems.add(place, "not valid YAML: " + e.getProblem(), YamlHint.of(text, e));
    } catch (ReaderException e) {
      Place place = Place.inText(path, text, text.offsetByCodePoints(0, e.getPosition()));
      problems.add(place, "a character that YAML does not allow", "Remove it");
    } catch (YamlEngineException e) {
      problems.add(Place.file(path), "not valid YAML: " + e.getMessage(), "Correct it");
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // Version 3.2 of the parser throws these if an escape such as "\\x" has no digits.
      problems.add(
          place(path, reader.reached),
          "what comes next is not valid YAML",
          "Correct the \\ in it, or write ' in place of \"");
    }
    return null;
  }

  private Event next() {
    Event event = events.next();
    reached = event.getEndMark();
    return event;
  }

  private YamlNode document() throws Unsupported {
    next();
    Event start = next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      return new YamlNode.Mapping(Place.file(path), List.of());
    }
    YamlNode root = node(next(), 0);
    next();
    Event end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new Unsupported(place(end), "a second YAML document starts here", "Keep one");
    }
    return root;
  }

  private YamlNode node(Event event, int depth) throws Unsupported {
    if (depth > MAX_DEPTH) {
      throw new Unsupported(
          place(event), "nested more than " + MAX_DEPTH + " levels deep", "Write it flat");
    }
    if (event instanceof ScalarEvent) {
      return scalar((ScalarEvent) event);
    }
    if (event instanceof CollectionStartEvent) {
      checkTag(event, ((CollectionStartEvent) event).getTag());
      return event.getEventId() == Event.ID.SequenceStart
          ? sequence(event, depth)
          : mapping(event, depth);
    }
    throw new Unsupported(
        place(event),
        "a * at the beginning of a value makes it a YAML alias, which is not supported here",
        "For a wildcard write \"https://*.…\"");
  }

  private YamlNode.Sequence sequence(Event start, int depth) throws Unsupported {
    List<YamlNode> items = new ArrayList<>();
    Event event = next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = next();
    }
    return new YamlNode.Sequence(place(start), items);
  }

  private YamlNode.Mapping mapping(Event start, int depth) throws Unsupported {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Event event = next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      if (!(event instanceof ScalarEvent)) {
        throw new Unsupported(place(event), "a key must be a plain word", "Correct it");
      }
      YamlNode.Scalar key = scalar((ScalarEvent) event);
      entries.add(new YamlNode.Entry(key, node(next(), depth + 1)));
      event = next();
    }
    return new YamlNode.Mapping(place(start), entries);
  }

  private YamlNode.Scalar scalar(ScalarEvent event) throws Unsupported {
    checkTag(event, event.getTag());
    Mark start = event.getStartMark().orElseThrow();
    Mark end = event.getEndMark().orElseThrow();
    String text = event.getValue();
    int column = start.getColumn() + 1;
    int written = end.getColumn() - start.getColumn();
    int quotes = event.isPlain() ? 0 : 1;
    boolean letterByLetter =
        start.getLine() == end.getLine()
            && written == text.codePointCount(0, text.length()) + 2 * quotes;
    int textColumn = letterByLetter ? column + quotes : 0;
    return new YamlNode.Scalar(
        path, start.getLine() + 1, column, text, event.isPlain(), textColumn);
  }

  private void checkTag(Event event, Optional<String> tag) throws Unsupported {
    if (tag.isPresent()) {
      throw new Unsupported(place(event), "YAML tags (!…) are not supported here", "Remove it");
    }
  }

  private Place place(Event event) {
    return place(path, event.getStartMark());
  }

  private static Place place(String path, Optional<Mark> mark) {
    return mark.isPresent()
        ? Place.file(path, mark.get().getLine() + 1, mark.get().getColumn() + 1)
        : Place.file(path);
  }

  /** Valid YAML that a configuration must not have. */
  private static final class Unsupported extends Exception {
    final transient Place place;
    final String what;
    final String toDo;

    Unsupported(Place place, String what, String toDo) {
      super(what);
      this.place = place;
      this.what = what;
      this.toDo = toDo;
    }
  }
}
