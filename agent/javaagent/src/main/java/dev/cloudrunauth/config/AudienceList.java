package dev.cloudrunauth.config;

import dev.cloudrunauth.audience.AudienceRule;
import dev.cloudrunauth.audience.Destination;
import dev.cloudrunauth.audience.FunctionHost;
import dev.cloudrunauth.audience.InvalidOriginException;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.audience.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the rules of the configured audiences, and reports those that contradict others. */
final class AudienceList {
  private final List<AudienceRule> rules = new ArrayList<>();
  private final Set<Integer> disputed = new HashSet<>();
  private final List<Problem> notices = new ArrayList<>();
  private final Map<String, Integer> indexByPattern = new HashMap<>();
  private final List<Place> places = new ArrayList<>();
  private final Problems problems;
  private final boolean isForUsers;

  /**
   * An empty list.
   *
   * @param problems where what is wrong is collected
   * @param isForUsers whether requests may have a person's own token, where rules allow it
   */
  AudienceList(Problems problems, boolean isForUsers) {
    this.problems = problems;
    this.isForUsers = isForUsers;
  }

  /** Adds the audiences that a property, a variable or the argument lists in one line. */
  void addAll(ConfiguredValue list, @Nullable String impersonate, OnFailure onFailure) {
    List<String> items = items(list.text);
    if (items.isEmpty()) {
      problems.add(list.place, "the list of audiences is empty", "Write at least one");
    }
    if (isDecorated(list, items)) {
      return;
    }
    for (String item : items) {
      add(new ConfiguredValue(item, list.place), impersonate, onFailure);
    }
  }

  /** Adds an origin or a wildcard. */
  void add(ConfiguredValue audience, @Nullable String impersonate, OnFailure onFailure) {
    List<String> items = items(audience.text);
    if (isDecorated(audience, items) || isList(audience, items)) {
      return;
    }
    try {
      var rule = AudienceRule.parse(audience.text, impersonate, onFailure);
      add(isForUsers ? rule.orForUsers() : rule, audience.place);
    } catch (InvalidOriginException e) {
      refuse(audience, e);
    }
  }

  /** Adds a host with a fixed audience. */
  void addHost(ConfiguredValue host, Destination destination) {
    if (isList(host, items(host.text))) {
      return;
    }
    try {
      add(AudienceRule.fixed(Origin.parseHost(host.text), destination), host.place);
    } catch (InvalidOriginException e) {
      refuse(host, e);
    }
  }

  /** The rules that were added, without those that contradict each other. */
  List<AudienceRule> rules() {
    List<AudienceRule> clear = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (!disputed.contains(i)) {
        clear.add(rules.get(i));
      }
    }
    return clear;
  }

  /** The audiences that were added, each with its place. */
  List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (!disputed.contains(i)) {
        settings.add(new Setting(Key.AUDIENCES, rules.get(i).toString(), places.get(i)));
      }
    }
    return settings;
  }

  /** Mistakes that concern single hosts alone: those get no token, and all others do. */
  List<Problem> notices() {
    return List.copyOf(notices);
  }

  private void add(AudienceRule rule, Place place) {
    Integer index = indexByPattern.putIfAbsent(rule.pattern(), rules.size());
    if (index == null) {
      rules.add(rule);
      places.add(place);
    } else if (rules.get(index).equals(rule)) {
      return;
    } else if (FunctionHost.isIn(rule.pattern())) {
      // The path does not decide: Google's front end may read it as that of another function.
      disputed.add(index);
      notices.add(
          new Problem(
              place,
              rule.pattern()
                  + " has another audience at "
                  + places.get(index)
                  + ", and the host does not tell which function is called: it gets no token",
              "Keep one of them; list the run.app URL of the other function instead, and call that"));
    } else {
      problems.add(
          place,
          rule.pattern()
              + " is already configured at "
              + places.get(index)
              + " with other settings",
          "Remove one");
    }
  }

  private void refuse(ConfiguredValue value, InvalidOriginException e) {
    problems.add(value.place, Quoted.of(value.text) + ": " + e.what(), e.toDo());
  }

  /** Whether it has several items, which is then a problem. */
  private boolean isList(ConfiguredValue item, List<String> items) {
    int size = items.size();
    if (size < 2) {
      return false;
    }
    problems.add(
        item.place,
        Quoted.of(item.text) + ": these are " + size + " in one item of the list",
        size == 2 ? "Write them as two items" : "Write each as an item of its own");
    return true;
  }

  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isSeparator(text.charAt(i))) {
        if (i > start) {
          items.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return items;
  }

  /** Whether it has the dashes, brackets or quotes of a list in a file, which is then a problem. */
  private boolean isDecorated(ConfiguredValue value, List<String> items) {
    for (String item : items) {
      char last = item.charAt(item.length() - 1);
      if ("-[]\"'".indexOf(item.charAt(0)) >= 0 || last == '"' || last == '\'') {
        problems.add(
            value.place,
            Quoted.of(value.text) + ": an audience has no dash, bracket or quote around it",
            items.size() < 3 ? "Write https://HOST alone" : "Write them with spaces between");
        return true;
      }
    }
    return false;
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == ';' || Character.isWhitespace(c);
  }
}
