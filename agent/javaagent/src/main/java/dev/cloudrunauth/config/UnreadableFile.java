package dev.cloudrunauth.config;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reports why a file cannot be opened. {@link File} does not know the reason; that of the operating
 * system is in brackets at the end of the exception's message, and may be translated.
 */
final class UnreadableFile {
  private final String path;
  private final File file;
  private final Place namedAt;
  private final Problems problems;

  private UnreadableFile(String path, File file, Place namedAt, Problems problems) {
    this.path = path;
    this.file = file;
    this.namedAt = namedAt;
    this.problems = problems;
  }

  /** Adds a problem, with the reason in what was thrown when the file was opened. */
  static void report(String path, File file, Place namedAt, IOException e, Problems problems) {
    new UnreadableFile(path, file, namedAt, problems).report(reason(e));
  }

  /** Whether a file is listed in its directory, or may be in one that cannot be listed. */
  static boolean isHidden(File file) {
    File directory = file.getAbsoluteFile().getParentFile();
    if (directory == null || !directory.isDirectory()) {
      return false;
    }
    String[] names = directory.list();
    return names == null || Arrays.asList(names).contains(file.getName());
  }

  private void report(String reason) {
    switch (reason) {
      case "Not a directory":
        add("cannot exist", ", because a part of its path is a file", "Correct the path");
        break;
      case "Too many levels of symbolic links":
        add("is a loop of symbolic links", "", "Correct the links");
        break;
      case "Permission denied":
      case "Access is denied":
        add(
            "may not be read by the user of this process",
            "",
            "Give this user the right to read it, and to enter its directories");
        break;
      default:
        if (!file.exists() && !isHidden(file)) {
          add("does not exist", "", missing());
        } else if (reason.equals("No such file or directory")) {
          add("is a symbolic link to a file that does not exist", "", "Correct the link");
        } else {
          add("cannot be read", ": " + reason, "Make it readable");
        }
    }
  }

  private String missing() {
    return path.contains("://")
        ? "A file is named here. List audiences in "
            + Key.AUDIENCES.variable()
            + ", or write audiences=https://… as the argument"
        : "Correct the path";
  }

  private void add(String what, String why, String toDo) {
    String place = ", looked for as " + Quoted.of(file.getAbsolutePath());
    problems.add(namedAt, "the file " + Quoted.of(path) + " " + what + place + why, toDo);
  }

  /** The text in the last brackets, or the whole message if there are none. */
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    int open = message.lastIndexOf('(');
    return open >= 0 && message.endsWith(")")
        ? message.substring(open + 1, message.length() - 1)
        : message;
  }
}
