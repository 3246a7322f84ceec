package dev.cloudrunauth.local.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads scripts, word by word. Not for several threads. */
final class ScriptParser {

  private static final Pattern STATUS = Pattern.compile("[2-5][0-9][0-9]");
  private static final Pattern RETRY_AFTER = Pattern.compile("retry-after=([0-9]{1,6})");
  private static final Pattern COUNT = Pattern.compile("x([1-9][0-9]{0,5})");
  private static final Set<String> FAULTS =
      new TreeSet<>(
          List.of(
              "ok",
              "delay",
              "hang",
              "disconnect",
              "reset",
              "garbage",
              "lifetime",
              "same-token",
              "clock",
              "refused",
              "repeat"));

  private final List<Word> words;
  private final Set<String> servers;
  private final Map<String, List<Step>> steps = new LinkedHashMap<>();
  private final Set<String> repeating = new TreeSet<>();
  private String server;
  private int position;

  /**
   * Prepares to read.
   *
   * @param script the whole text
   * @param server to which steps belong before another is named
   * @param servers those that may be named
   */
  ScriptParser(String script, String server, Set<String> servers) {
    words = Word.in(script);
    this.server = server;
    this.servers = servers;
  }

  Map<String, FaultScript> parse() {
    while (position < words.size()) {
      if (!words.get(position).isSeparator()) {
        stepOrServer();
      } else {
        position++;
      }
    }
    var scripts = new LinkedHashMap<String, FaultScript>();
    steps.forEach((name, all) -> scripts.put(name, new FaultScript(all, repeating.contains(name))));
    return scripts;
  }

  private void stepOrServer() {
    var word = words.get(position++);
    if (word.text().endsWith(":")) {
      server = server(word);
      return;
    }
    var ofServer = steps.computeIfAbsent(server, name -> new ArrayList<>());
    if (repeating.contains(server)) {
      throw word.wrong("'repeat' must be the last step of a server");
    }
    if (word.text().equals("repeat")) {
      if (ofServer.isEmpty()) {
        throw word.wrong("there is nothing to repeat");
      }
      repeating.add(server);
    } else {
      ofServer.add(step(word));
    }
    end();
  }

  private String server(Word word) {
    String name = word.text().substring(0, word.text().length() - 1);
    if (servers.contains(name)) {
      return name;
    }
    throw word.wrong(
        servers.isEmpty()
            ? "this script is for one server, which is not named in it"
            : "'%s' is not a server%s A server is one of: %s"
                .formatted(name, suggestion(name, servers), String.join(", ", servers)));
  }

  private Step step(Word word) {
    var fault = fault(word);
    var count = take(COUNT).map(Integer::parseInt);
    fault = retryAfter(fault);
    if (count.isPresent() && fault instanceof Fault.Refused) {
      throw word.wrong("a closed port counts no requests: write 'refused for 4s'");
    }
    if (count.isPresent()) {
      return Step.times(count.get(), fault);
    }
    if (take("for")) {
      return Step.lasting(time("for"), fault);
    }
    if (take("forever")) {
      return Step.forever(fault);
    }
    if (fault instanceof Fault.Refused) {
      throw word.wrong("for how long? Write 'refused for 4s' or 'refused forever'");
    }
    return Step.times(1, fault);
  }

  private Fault fault(Word word) {
    if (STATUS.matcher(word.text()).matches()) {
      return retryAfter(Fault.status(Integer.parseInt(word.text())));
    }
    return switch (word.text()) {
      case "ok" -> Fault.none();
      case "delay" -> Fault.delay(time("delay"));
      case "hang" -> Fault.hang();
      case "disconnect" -> Fault.disconnect();
      case "reset" -> Fault.reset();
      case "garbage" -> Fault.garbage(garbage());
      case "lifetime" -> Fault.lifetime(time("lifetime"));
      case "same-token" -> Fault.sameToken();
      case "clock" -> Fault.clock(offset());
      case "refused" -> Fault.refused();
      default ->
          throw word.wrong(
              "'%s' is not a fault%s A fault is a status such as 503, or one of: %s"
                  .formatted(
                      word.text(), suggestion(word.text(), FAULTS), String.join(", ", FAULTS)));
    };
  }

  /** Stands behind the status, or behind the count. */
  private Fault retryAfter(Fault fault) {
    return fault instanceof Fault.Answer answer
        ? take(RETRY_AFTER)
            .map(
                seconds ->
                    Fault.status(
                        answer.answer().status(), Duration.ofSeconds(Long.parseLong(seconds))))
            .orElse(fault)
        : fault;
  }

  private Duration time(String what) {
    var word = words.get(position++);
    return Times.parse(word.text())
        .orElseThrow(
            () ->
                word.wrong(
                    "%s is not a time: write '%s 300ms', '%s 4s' or '%s 10m'"
                        .formatted(quoted(word), what, what, what)));
  }

  private Duration offset() {
    var word = words.get(position++);
    return Times.parseSigned(word.text())
        .orElseThrow(
            () ->
                word.wrong(
                    "%s is not an offset: write 'clock -10m' or 'clock +90s'"
                        .formatted(quoted(word))));
  }

  private Garbage garbage() {
    var word = words.get(position++);
    var names = new TreeSet<String>();
    for (Garbage garbage : Garbage.values()) {
      if (garbage.toString().equals(word.text())) {
        return garbage;
      }
      names.add(garbage.toString());
    }
    throw word.wrong(
        "%s is not a kind of garbage%s It is one of: %s"
            .formatted(quoted(word), suggestion(word.text(), names), String.join(", ", names)));
  }

  private boolean take(String text) {
    boolean isNext = words.get(position).text().equals(text);
    position += isNext ? 1 : 0;
    return isNext;
  }

  private Optional<String> take(Pattern pattern) {
    var matcher = pattern.matcher(words.get(position).text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    position++;
    return Optional.of(matcher.group(1));
  }

  private void end() {
    var word = words.get(position);
    if (!word.isSeparator()) {
      throw word.wrong(
          "'%s' is too much here: a step ends with a comma or its line, or says x3, for 4s, forever"
              .formatted(word.text()));
    }
  }

  private static String quoted(Word word) {
    return word.isSeparator() ? "nothing" : "'" + word.text() + "'";
  }

  private static String suggestion(String written, Set<String> words) {
    String suggestion = Suggestion.didYouMean(written, words);
    return suggestion.isEmpty() ? "." : suggestion;
  }
}
