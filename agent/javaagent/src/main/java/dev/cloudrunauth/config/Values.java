package dev.cloudrunauth.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The value of each key that is in effect. For one thread. */
final class Values {
  private final Map<Key, ConfiguredValue> configured;
  private final Problems problems;

  Values(Map<Key, ConfiguredValue> configured, Problems problems) {
    this.configured = configured;
    this.problems = problems;
  }

  <E extends Enum<E>> E choice(Key key, E[] choices) {
    return value(key).choice(key.text(), choices, problems);
  }

  boolean flag(Key key) {
    return value(key).flag(key.text(), problems);
  }

  @Nullable String serviceAccount(Key key) {
    ConfiguredValue account = configured.get(key);
    return account == null ? null : account.serviceAccount(problems);
  }

  Duration duration(Key key) {
    return value(key).duration(key.text(), problems);
  }

  /** Where each value comes from, without the keys that have neither a value nor a default. */
  Map<Key, Place> places() {
    Map<Key, Place> places = new TreeMap<>();
    for (Key key : Key.all()) {
      if (configured.containsKey(key) || key.defaultValue() != null) {
        places.put(key, value(key).place);
      }
    }
    return places;
  }

  /** The settings that have a value, with the audiences in their normalized form. */
  List<Setting> effective(List<Setting> audiences) {
    List<Setting> effective = new ArrayList<>();
    for (Key key : Key.all()) {
      if (key == Key.AUDIENCES) {
        effective.addAll(audiences);
      } else if (configured.containsKey(key) || key.defaultValue() != null) {
        ConfiguredValue value = value(key);
        effective.add(new Setting(key, value.text, value.place));
      }
    }
    return List.copyOf(effective);
  }

  private ConfiguredValue value(Key key) {
    ConfiguredValue value = configured.get(key);
    return value != null
        ? value
        : new ConfiguredValue(String.valueOf(key.defaultValue()), Place.DEFAULT);
  }
}
