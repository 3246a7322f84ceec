package dev.cloudrunauth.log;

import dev.cloudrunauth.text.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace, printable: what an exception says is one line of it, so that none can be mistaken
 * for a line of the log.
 */
final class StackText extends PrintWriter {

  private StackText(StringWriter text) {
    super(text);
  }

  static String of(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new StackText(text));
    return text.toString().trim();
  }

  @Override
  public void println(@Nullable Object element) {
    println(String.valueOf(element));
  }

  @Override
  public void println(@Nullable String element) {
    var line = String.valueOf(element);
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == '\t') {
      indent++;
    }
    write(line, 0, indent);
    write(Printable.line(line.substring(indent)));
    println();
  }
}
