package dev.cloudrunauth.benchmark.hotpath;

import dev.cloudrunauth.benchmark.BarChart;
import dev.cloudrunauth.benchmark.Circumstances;
import dev.cloudrunauth.benchmark.Distribution;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.benchmark.Rounds;
import dev.cloudrunauth.benchmark.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the measurements of the hot path come to, as tables, a chart and a CSV file. */
final class HotPathReport {

  private static final String WORDS =
      """
      JMH calls the clients' own methods with the clients' own objects. `JavaNetHttp.send` makes \
      the hop's request and calls `Exchange.responseAsync` on an exchange that was cancelled, so \
      that it ends where a connection would be looked for. `OkHttp.send` goes from the chain of \
      interceptors through `Exchange` to the HTTP/1.1 codec, which writes the head into the void. \
      `UrlConnection.send` creates an `HttpURLConnection`, sets its headers, and has it write them \
      into the void. `Apache5.send`, `Apache5Async.send`, `Apache4.send` and `Apache4Async.send` \
      are whole calls, over an open connection that discards the request and has a response at \
      once; the calling thread does the I/O thread's work too. `Netty.send` makes a request and \
      has it written into the void, and a response read, by what all clients on Netty have in \
      common over HTTP/1.1: its codec and its TLS handler, with an engine that encrypts nothing. \
      `FIXED` is a JVM without the agent; \
      where a token is needed it is in the header from the start. `AGENT` is the same code in a \
      JVM with the packaged agent, and `BY_HAND` asks `IdTokenCredentials` for the header and \
      copies the request with it, sets it on the `HttpURLConnection` or Netty's request, or sets \
      it in an `HttpRequestInterceptor` of Apache HttpClient. What is added is the difference to `FIXED` in \
      the same round; what is more than by hand is the difference of `AGENT` to `BY_HAND` in the \
      same round, negative where the agent takes less. `Hook` is the call that woven code makes, \
      alone, and `Apache5Hook` and `Apache4Hook` are all those of a hop; `GoogleAuth` is \
      `getRequestMetadata`, alone; `Interceptor` is that in an `HttpRequestInterceptor`, which \
      sets the header, alone. `Floor` is what nobody can do without who sets a header below the \
      interceptors: OkHttp's own copy of a request, unchanged, and a look at the clock.

      Nanoseconds are of processor time of the calling thread, and bytes are what JMH's GC \
      profiler counts, both for each call: median [least–greatest] of all rounds, each in a JVM of \
      its own. A second hook of OkHttp's, at its answer, is not part of `send`, but stands alone \
      as `Hook.okHttpAnswer`.""";

  private HotPathReport() {}

  static void publish(PrintStream out, List<Cell> cells, Rounds nanos, Rounds bytes)
      throws IOException {
    var all = new Results("method", "request", "by", "threads", "ns", "ns min", "ns max", "bytes");
    for (var cell : cells) {
      var time = nanos.sum(cell.toString());
      all.add(
          cell.method(),
          cell.kind(),
          cell.contestant(),
          String.valueOf(cell.threads()),
          Distribution.shortly(time.median()),
          Distribution.shortly(time.min()),
          Distribution.shortly(time.max()),
          whole(bytes.sum(cell.toString()).median()));
    }
    all.write("hot-path.csv");
    chart(cells, nanos).write("hot-path.svg");
    new Section("Hot path")
        .say(WORDS)
        .heading("What is added to a request")
        .table(added(cells, nanos, bytes))
        .picture("what is added to a request", "hot-path.svg")
        .heading("All measurements")
        .table(all)
        .lines(Circumstances.of(List.of(Jdk.own())))
        .publish(out, "hot-path.md");
  }

  private static Results added(List<Cell> cells, Rounds nanos, Rounds bytes) {
    var added =
        new Results(
            "method",
            "request",
            "threads",
            "by",
            "ns added",
            "bytes added",
            "ns more than by hand",
            "bytes more than by hand");
    for (var cell : cells) {
      if (cell.isCompared()) {
        var name = cell.toString();
        var byHand = cell.byHand().toString();
        boolean isBesideByHand =
            cell.contestant().equals(Cell.AGENT) && cells.contains(cell.byHand());
        added.add(
            cell.method(),
            cell.kind(),
            String.valueOf(cell.threads()),
            cell.contestant(),
            difference(cell, nanos).toString(),
            whole(difference(cell, bytes).median()),
            isBesideByHand ? nanos.difference(name, byHand).toString() : "",
            isBesideByHand ? whole(bytes.difference(name, byHand).median()) : "");
      }
    }
    return added;
  }

  private static BarChart chart(List<Cell> cells, Rounds nanos) {
    var chart =
        BarChart.linear("What is added to a request", "nanoseconds of processor time, one thread");
    var group = "";
    for (var cell : cells) {
      if (cell.isCompared() && cell.threads() == 1) {
        var heading = cell.method() + " " + words(cell.kind());
        if (!heading.equals(group)) {
          group = heading;
          chart.group(heading);
        }
        var value = difference(cell, nanos);
        if (cell.contestant().equals(Cell.AGENT)) {
          chart.ours("agent", value);
        } else {
          chart.bar("google-auth by hand", value);
        }
      }
    }
    return chart;
  }

  private static Distribution difference(Cell cell, Rounds measurements) {
    return measurements.difference(cell.toString(), cell.baseline().toString());
  }

  private static String words(String kind) {
    return kind.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** No minus before a zero, and no fractions: a byte is the least that there is. */
  private static String whole(double number) {
    return String.valueOf(Math.round(number));
  }
}
