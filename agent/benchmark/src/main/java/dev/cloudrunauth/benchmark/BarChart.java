package dev.cloudrunauth.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Horizontal bars as an SVG picture that can be read on light and on dark pages. A bar is as long
 * as the median, a thin line spans the least and the greatest measurement, and the median stands
 * beside it as a number. Not for several threads.
 */
public final class BarChart {

  private static final int WIDTH = 800;
  private static final int LEFT = 250;
  private static final int RIGHT = 90;
  private static final int TOP = 56;
  private static final int ROW = 24;
  private static final int BAR = 14;
  private static final int BOTTOM = 58;
  private static final String BEGINNING =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" \
      viewBox="0 0 %1$d %2$d" role="img" aria-label="%3$s">
      <style>
        svg { font: 13px system-ui, sans-serif; }
        .page { fill: #ffffff; } text { fill: #1f2328; } .quiet { fill: #59636e; }
        .title { font-size: 16px; font-weight: 600; } .group { font-weight: 600; }
        .bar { fill: #8c959f; } .ours { fill: #0969da; }
        .grid { stroke: #d1d9e0; } .mark { stroke: #1f2328; stroke-dasharray: 4 3; }
        .span { stroke: #1f2328; }
        @media (prefers-color-scheme: dark) {
          .page { fill: #0d1117; } text { fill: #f0f6fc; } .quiet { fill: #9198a1; }
          .bar { fill: #656c76; } .ours { fill: #4493f8; }
          .grid { stroke: #3d444d; } .mark { stroke: #f0f6fc; } .span { stroke: #f0f6fc; }
        }
      </style>
      <rect class="page" width="%1$d" height="%2$d"/>
      <text class="title" x="16" y="28">%3$s</text>
      """;

  private final String title;
  private final String axis;
  private final Scale.Kind kind;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Double mark;

  /** A heading if it has no value. */
  private record Row(String label, @Nullable Distribution value, boolean ours) {}

  private BarChart(String title, String axis, Scale.Kind kind) {
    this.title = title;
    this.axis = axis;
    this.kind = kind;
  }

  /**
   * Returns a chart without bars whose axis begins at 0; what is less has no bar, and its number
   * says so. The axis says what is measured, and in which unit.
   */
  public static BarChart linear(String title, String axis) {
    return new BarChart(title, axis, Scale.Kind.LINEAR);
  }

  /** Returns a chart with a logarithmic axis, which it says itself; values must be positive. */
  public static BarChart logarithmic(String title, String axis) {
    return new BarChart(title, axis + " (logarithmic scale)", Scale.Kind.LOGARITHMIC);
  }

  /** Draws a line across all bars, such as at 1 where ratios are compared. */
  public BarChart markAt(double value) {
    mark = value;
    return this;
  }

  /** Puts a heading over the bars that come next. */
  public void group(String heading) {
    rows.add(new Row(heading, null, false));
  }

  /** Adds a bar of what ours is compared with. */
  public void bar(String label, Distribution value) {
    rows.add(new Row(label, value, false));
  }

  /** Adds a bar of ours, which has another colour. */
  public void ours(String label, Distribution value) {
    rows.add(new Row(label, value, true));
  }

  /**
   * Writes the picture.
   *
   * @param name of the file, in the folder for results
   * @return the file
   * @throws IOException if it cannot be written
   */
  public Path write(String name) throws IOException {
    return Files.writeString(Jars.TARGET.resolve(name), svg());
  }

  /** Returns the picture. */
  public String svg() {
    var values = rows.stream().map(Row::value).filter(value -> value != null).toList();
    var scale = Scale.of(kind, values, WIDTH - LEFT - RIGHT);
    int end = TOP + rows.size() * ROW;
    var svg = new StringBuilder(BEGINNING.formatted(WIDTH, end + BOTTOM, escaped(title)));
    for (double tick : scale.ticks()) {
      line(svg, "grid", scale.x(tick), TOP - 6, scale.x(tick), end);
      text(svg, "quiet", LEFT + scale.x(tick), end + 18, "middle", Scale.label(tick));
    }
    for (int i = 0; i < rows.size(); i++) {
      addRow(svg, scale, rows.get(i), TOP + i * ROW + ROW / 2);
    }
    if (mark != null) {
      line(svg, "mark", scale.x(mark), TOP - 6, scale.x(mark), end);
    }
    text(svg, "quiet", LEFT + (WIDTH - LEFT - RIGHT) / 2.0, end + 42, "middle", axis);
    return svg.append("</svg>\n").toString();
  }

  private static void addRow(StringBuilder svg, Scale scale, Row row, int middle) {
    var value = row.value();
    if (value == null) {
      text(svg, "group", 16, middle + 5, "start", row.label());
      return;
    }
    text(svg, "label", LEFT - 8, middle + 5, "end", row.label());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
            row.ours() ? "ours" : "bar",
            LEFT,
            middle - BAR / 2,
            scale.x(value.median()),
            BAR));
    line(svg, "span", scale.x(value.min()), middle, scale.x(value.max()), middle);
    text(
        svg,
        "value",
        LEFT + scale.x(value.max()) + 6,
        middle + 5,
        "start",
        Distribution.shortly(value.median()));
  }

  private static void line(StringBuilder svg, String style, double x1, int y1, double x2, int y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
            style,
            LEFT + x1,
            y1,
            LEFT + x2,
            y2));
  }

  private static void text(
      StringBuilder svg, String style, double x, int y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
            style,
            x,
            y,
            anchor,
            escaped(words)));
  }

  private static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
