package dev.cloudrunauth.command;

import dev.cloudrunauth.config.ConfigurationException;
import dev.cloudrunauth.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints: with colours and marks on a terminal that wants them, else plain. */
final class Screen {

  /** What {@link #paint} is asked for, and the end of it. */
  private static final List<String> COLOURS = List.of("0", "1", "2", "31", "32");

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
    out.println(printable(text));
    out.flush();
  }

  /** Whatever else a terminal would obey than these colours is shown by its number. */
  private String printable(String text) {
    if (!coloured) {
      return Printable.lines(text);
    }
    var printable = new StringBuilder();
    var parts = text.split("\033", -1);
    printable.append(Printable.lines(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      printable.append(isColour(parts[i]) ? "\033" : Printable.line("\033"));
      printable.append(Printable.lines(parts[i]));
    }
    return printable.toString();
  }

  private static boolean isColour(String code) {
    for (var ours : COLOURS) {
      if (code.startsWith("[" + ours + "m")) {
        return true;
      }
    }
    return false;
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
