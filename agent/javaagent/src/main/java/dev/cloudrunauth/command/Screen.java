package dev.cloudrunauth.command;

import dev.cloudrunauth.config.ConfigurationException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints: with colours and marks on a terminal that wants them, else plain. */
final class Screen {

  private final PrintWriter out;
  private final boolean coloured;

  private Screen(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** The screen of a command; NO_COLOR and a pipe make it plain. */
  static Screen of(CommandSpec command) {
    return new Screen(command.commandLine().getOut(), Ansi.AUTO.enabled());
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** A line, with its verdict before it, and what belongs to it below. */
  void item(boolean isWell, String text, Iterable<String> details) {
    line("  " + verdict(isWell) + "  " + text);
    for (var detail : details) {
      for (var each : detail.split("\n", -1)) {
        line((coloured ? "     " : "           ") + each);
      }
    }
  }

  /** The configuration cannot be read: what is wrong with it. */
  void broken(ConfigurationException broken, boolean json) {
    if (!json) {
      line(verdict(false) + "  the configuration is broken");
      line(broken.getMessage());
      return;
    }
    var problems = new ArrayList<Object>();
    for (var problem : broken.problems()) {
      var object = new LinkedHashMap<String, Object>();
      object.put("source", problem.place().toString());
      object.put("message", problem.message());
      problems.add(object);
    }
    var object = new LinkedHashMap<String, Object>();
    object.put("well", false);
    object.put("problems", problems);
    line(Json.of(object));
  }

  String bold(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String verdict(boolean isWell) {
    if (coloured) {
      return isWell ? paint("32", "✓") : paint("31", "✗");
    }
    return isWell ? "ok     " : "FINDING";
  }

  private String paint(String code, String text) {
    return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
