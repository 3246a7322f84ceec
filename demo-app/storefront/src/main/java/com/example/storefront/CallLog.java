package com.example.storefront;

import com.example.storefront.Transport.Exchange;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints one line for each call: service, method and path, client, status, and who the service said
 * the caller was. The columns are padded for people and separated by tabs for programs.
 */
final class CallLog {

  private static final String LINE = "%-8s\t%-26s\t%-29s\t%s\t%s%n";

  /** The field {@code caller} of a JSON answer, at whatever depth a protocol puts it. */
  private static final Pattern CALLER = Pattern.compile("\"caller\"\\s*:\\s*\"([^\"]+)\"");

  private final PrintStream out;

  CallLog(PrintStream out) {
    this.out = out;
  }

  Exchange watch(String service, String client, Exchange exchange) {
    return (method, uri, json) -> {
      String request = method + " " + uri.getPath();
      try {
        Answer answer = exchange.send(method, uri, json);
        String spoken = client + " " + answer.protocol();
        out.printf(LINE, service, request, spoken, answer.status(), caller(answer.body()));
        return answer;
      } catch (IOException e) {
        out.printf(LINE, service, request, client, onOneLine(e), "-");
        throw e;
      }
    };
  }

  /** Makes a call over gRPC, whose path is the full name of its method. */
  <T> T watch(
      String service, String method, String client, Supplier<T> call, Function<T, String> caller)
      throws StatusRuntimeException {
    String request = "POST /" + method;
    String spoken = client + " HTTP/2";
    try {
      T reply = call.get();
      out.printf(LINE, service, request, spoken, Status.Code.OK, caller.apply(reply));
      return reply;
    } catch (StatusRuntimeException e) {
      out.printf(LINE, service, request, spoken, e.getStatus().getCode(), "-");
      throw e;
    }
  }

  private static String caller(String body) {
    Matcher caller = CALLER.matcher(body);
    return caller.find() ? caller.group(1) : "-";
  }

  private static String onOneLine(IOException e) {
    String kind = e.getClass().getSimpleName();
    // The JDK's client has no message for a refused connection.
    return e.getMessage() == null ? kind : (kind + ": " + e.getMessage()).replaceAll("\\s+", " ");
  }
}
