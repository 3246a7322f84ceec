package dev.cloudrunauth.local.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Header lines in the order of the wire, repeated ones included. Immutable.
 *
 * @param lines every line; names are compared without regard to case
 */
public record Headers(List<Header> lines) implements Iterable<Header> {

  /** No lines at all. */
  public static final Headers NONE = new Headers(List.of());

  /** Keeps its own copy of the lines. */
  public Headers {
    lines = List.copyOf(lines);
  }

  /** Returns one line. */
  public static Headers of(String name, String value) {
    return NONE.and(name, value);
  }

  /** Returns these lines and one more at the end. */
  public Headers and(String name, String value) {
    var more = new ArrayList<>(lines);
    more.add(new Header(name, value));
    return new Headers(more);
  }

  /** Returns these lines with another value wherever that name stands. */
  public Headers replacing(String name, String value) {
    return new Headers(
        lines.stream().map(line -> line.is(name) ? new Header(line.name(), value) : line).toList());
  }

  /** Returns the value of the first line of that name. */
  public Optional<String> first(String name) {
    return lines.stream().filter(line -> line.is(name)).map(Header::value).findFirst();
  }

  /** Returns the values of all lines of that name. */
  public List<String> all(String name) {
    return lines.stream().filter(line -> line.is(name)).map(Header::value).toList();
  }

  /** Tells whether there is a line of that name. */
  public boolean has(String name) {
    return lines.stream().anyMatch(line -> line.is(name));
  }

  @Override
  public Iterator<Header> iterator() {
    return lines.iterator();
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
