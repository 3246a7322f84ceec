package dev.cloudrunauth.command;

import dev.cloudrunauth.config.ConfigurationException;
import dev.cloudrunauth.config.Setting;
import dev.cloudrunauth.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints each setting with where its value comes from. */
@Command(
    name = "explain-config",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    description = "Shows each setting that is in effect, and where its value comes from.")
final class ExplainConfig implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Option(names = "--json", description = "Prints one JSON object, for scripts.")
  private boolean json;

  /** For the library. */
  ExplainConfig() {}

  @Override
  public Integer call() {
    var screen = Screen.of(spec);
    try {
      var settings = configuration.read();
      if (json) {
        screen.line(Json.of(object(settings)));
      } else {
        print(settings.effective(), screen);
      }
      return Program.WELL;
    } catch (ConfigurationException broken) {
      screen.broken(broken, json);
      return Program.FINDING;
    }
  }

  private static Object object(Settings settings) {
    var list = new ArrayList<Object>();
    for (var setting : settings.effective()) {
      var object = new LinkedHashMap<String, Object>();
      object.put("key", setting.key().text());
      object.put("value", setting.value());
      object.put("source", setting.place().toString());
      list.add(object);
    }
    var object = new LinkedHashMap<String, Object>();
    object.put("settings", list);
    return object;
  }

  private static void print(List<Setting> settings, Screen screen) {
    int keys = 0;
    int values = 0;
    for (var setting : settings) {
      keys = Math.max(keys, setting.key().text().length());
      values = Math.max(values, setting.value().length());
    }
    for (var setting : settings) {
      screen.line(
          screen.bold(padded(setting.key().text(), keys))
              + "  "
              + padded(setting.value(), values)
              + "  "
              + screen.faint(setting.place().toString()));
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
