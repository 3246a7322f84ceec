package com.example.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that an application sees of its call, by every way that a client has to look at it. Two runs
 * can be compared by it: what differs from one moment to the next is left out. Any thread may add
 * to it.
 */
final class Sightings {

  /** Hash codes, random keys, how long it took, and what is known of a host that there is not. */
  private static final Pattern PASSING =
      Pattern.compile(
          "(?<=Address@)[0-9a-f]+|(?<=\\()[0-9]+-?ms|(?<=Sec-WebSocket-(Key|Accept): )\\S+"
              + "|(?<=UnknownHostException: ).*"
              // Helidon keeps its settings in a map whose order is that of the JVM's run.
              + "|(?<=HTTP2-Settings=\\[)[^\\]]+",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST = 2_000;

  private final List<String> seen = new ArrayList<>();

  synchronized void clear() {
    seen.clear();
  }

  /** Something that was seen, and where. */
  synchronized void add(String where, String what) {
    var lasting = PASSING.matcher(what).replaceAll("");
    seen.add(
        where + " " + (lasting.length() > LONGEST ? lasting.length() + " characters" : lasting));
  }

  /** A message that was seen, and where. */
  void add(String where, String start, Map<String, List<String>> headers) {
    add(where, start + " " + described(headers));
  }

  /** All of it, in order. */
  synchronized String text() {
    return String.join("\n", seen);
  }

  private static String described(Map<String, List<String>> headers) {
    var lines = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    lines.putAll(headers);
    lines.remove("Date");
    lines.remove("Sec-WebSocket-Key");
    lines.remove("Sec-WebSocket-Accept");
    // OkHttp 3.0 notes its own times among the headers.
    lines.remove("OkHttp-Sent-Millis");
    lines.remove("OkHttp-Received-Millis");
    return lines.toString();
  }
}
