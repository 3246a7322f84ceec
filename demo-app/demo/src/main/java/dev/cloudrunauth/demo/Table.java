package dev.cloudrunauth.demo;

import java.util.List;
import java.util.function.Function;

/** The comparisons as text: a block for each service, and in it what the tokens said. */
final class Table {

  private static final String WITHOUT = "WITHOUT";

  private final List<Comparison> rows;
  private final Ink ink;
  private final int requestWidth;
  private final int clientWidth;
  private final int withoutWidth;
  private final StringBuilder text = new StringBuilder();

  private Table(List<Comparison> rows, Ink ink) {
    this.rows = rows;
    this.ink = ink;
    this.requestWidth = width("CALL", row -> row.without().request());
    this.clientWidth = width("CLIENT", row -> row.without().client());
    this.withoutWidth = width(WITHOUT, row -> brief(row.without().status()));
  }

  static String of(List<Comparison> rows, Ink ink) {
    return new Table(rows, ink).render();
  }

  private String render() {
    line(ink.bold(cells("CALL", "CLIENT", WITHOUT) + "WITH"));
    for (int i = 0; i < rows.size(); i++) {
      Comparison row = rows.get(i);
      if (i == 0 || !row.without().service().equals(rows.get(i - 1).without().service())) {
        line(ink.bold(row.without().service()));
      }
      line(cells(row));
      if (i == rows.size() - 1 || !row.seen().equals(rows.get(i + 1).seen())) {
        row.seen().lines().forEach(seen -> line("    " + ink.faint(seen)));
      }
    }
    return text.toString();
  }

  private String cells(Comparison row) {
    StorefrontCall call = row.without();
    String with = brief(row.with().status());
    return cells(call.request(), call.client(), brief(call.status()))
        + (row.with().outcome() == Outcome.ANSWERED ? ink.good(with) : ink.bad(with));
  }

  private String cells(String request, String client, String without) {
    String format = "  %-" + requestWidth + "s  %-" + clientWidth + "s  %-" + withoutWidth + "s  ";
    return String.format(format, request, client, without);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private int width(String heading, Function<Comparison, String> cell) {
    return rows.stream().map(cell).mapToInt(String::length).reduce(heading.length(), Math::max);
  }

  /** A status as it is, and of an exception the name alone. */
  private static String brief(String status) {
    int colon = status.indexOf(':');
    return colon < 0 ? status : status.substring(0, colon);
  }
}
