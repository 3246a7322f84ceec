package dev.cloudrunauth.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

/**
 * What a benchmark has to say, as a section of Markdown: to be printed, and to be pasted into the
 * collected results as it is. Not for several threads.
 */
public final class Section {

  private final StringBuilder text = new StringBuilder();

  /** Begins with the title. */
  public Section(String title) {
    text.append("## ").append(title).append("\n\n");
  }

  /** Adds a heading under the title. */
  public Section heading(String words) {
    text.append("### ").append(words).append("\n\n");
    return this;
  }

  /** Adds a paragraph, or several with empty lines between. */
  public Section say(String words) {
    text.append(words.strip()).append("\n\n");
    return this;
  }

  /** Adds a table. */
  public Section table(Results rows) {
    text.append(rows.markdown()).append('\n');
    return this;
  }

  /** Adds lines that stay as they are, such as {@link Circumstances}. */
  public Section lines(String lines) {
    text.append("```text\n").append(lines.strip()).append("\n```\n\n");
    return this;
  }

  /**
   * Shows a picture.
   *
   * @param words what is on it
   * @param file its name, in the folder {@code results} beside the page
   */
  public Section picture(String words, String file) {
    text.append("![").append(words).append("](results/").append(file).append(")\n\n");
    return this;
  }

  /** Returns the section. */
  public String markdown() {
    return text.toString().stripTrailing() + "\n";
  }

  /**
   * Prints it and writes it.
   *
   * @param out hears it
   * @param name of the file, in the folder for results
   * @throws IOException if it cannot be written
   */
  public void publish(PrintStream out, String name) throws IOException {
    out.println(markdown());
    out.println("Written to " + Files.writeString(Jars.TARGET.resolve(name), markdown()));
  }
}
