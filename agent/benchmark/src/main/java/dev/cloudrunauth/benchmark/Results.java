package dev.cloudrunauth.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells, to be read by people or by programs. Not for several threads. */
public final class Results {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Begins with the headings.
   *
   * @param headings one for each column
   */
  public Results(String... headings) {
    rows.add(List.of(headings));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not one cell for each heading
   */
  public void add(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.length + " cells under " + rows.get(0));
    }
    rows.add(List.of(cells));
  }

  /** Returns the rows in columns of fixed width: numbers to the right, words to the left. */
  public String table() {
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP).append(padded(row.get(column), column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Returns the rows as a table of GitHub's Markdown. */
  public String markdown() {
    var text = new StringBuilder();
    for (var row : rows) {
      text.append('|');
      row.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
      text.append('\n');
      if (row == rows.get(0)) {
        for (int column = 0; column < row.size(); column++) {
          text.append(column == 0 ? "|" : "").append(isNumeric(column) ? " ---: |" : " --- |");
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** Returns the rows as comma-separated values, quoted where RFC 4180 asks for it. */
  public String csv() {
    var text = new StringBuilder();
    for (var row : rows) {
      for (int column = 0; column < row.size(); column++) {
        text.append(column == 0 ? "" : ",").append(quoted(row.get(column)));
      }
      text.append("\r\n");
    }
    return text.toString();
  }

  /**
   * Writes them as comma-separated values.
   *
   * @param name of the file, in the folder for results
   * @return the file
   * @throws IOException if it cannot be written
   */
  public Path write(String name) throws IOException {
    return Files.writeString(Jars.TARGET.resolve(name), csv());
  }

  private String padded(String cell, int column) {
    int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    var padding = " ".repeat(width - cell.length());
    return isNumeric(column) ? padding + cell : cell + padding;
  }

  private boolean isNumeric(int column) {
    return rows.stream()
        .skip(1)
        .map(row -> row.get(column))
        .allMatch(cell -> cell.isEmpty() || Character.isDigit(cell.charAt(0)));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
