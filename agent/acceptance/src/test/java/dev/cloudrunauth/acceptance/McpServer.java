package dev.cloudrunauth.acceptance;

import com.google.gson.JsonObject;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.OpenContent;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.ServiceHandler;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server of the Model Context Protocol with one tool, which says a word back, or never answers if
 * that is {@code nothing}. At {@code /mcp} it speaks streamable HTTP, at {@code /sse} and {@code
 * /message} what was there before. Threads may share it.
 */
final class McpServer implements ServiceHandler {

  private static final long MOST_SECONDS = 30;
  private static final String SESSION = "session-1";
  private static final Map<String, Object> SAY =
      Map.of(
          "name",
          "say",
          "description",
          "says a word",
          "inputSchema",
          Map.of("type", "object", "properties", Map.of("word", Map.of("type", "string"))));

  private final BlockingQueue<OpenContent> opened = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> unanswered = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final AtomicReference<OpenContent> stream = new AtomicReference<>();

  @Override
  public Response handle(ServiceRequest request) {
    return switch (request.method()) {
      case "GET" -> Response.events(content -> open(content, request.path()));
      case "DELETE" -> {
        ended.add(request.path());
        yield Response.status(200);
      }
      default -> post(request);
    };
  }

  /** Waits for the next stream from the server to the client. */
  OpenContent nextStream() {
    return next(opened);
  }

  /** Waits for the next call that it will not answer. */
  void awaitUnanswered() {
    next(unanswered);
  }

  /** Waits until a client ends its session. */
  void awaitEnd() {
    next(ended);
  }

  /** Sends a message of its own accord. */
  void log(String text) {
    var message =
        Map.of(
            "jsonrpc",
            "2.0",
            "method",
            "notifications/message",
            "params",
            Map.of("level", "info", "data", text));
    send(Body.json(message).text());
  }

  private void open(OpenContent content, String path) {
    stream.set(content);
    if (path.equals("/sse")) {
      content.write("event: endpoint\ndata: /message?sessionId=" + SESSION + "\n\n");
    }
    opened.add(content);
  }

  private Response post(ServiceRequest request) {
    var message = request.body().json().getAsJsonObject();
    var result = result(message);
    if (request.path().equals("/message")) {
      if (!result.isEmpty()) {
        send(result);
      }
      return Response.status(202);
    }
    if (result.isEmpty()) {
      return isRequest(message) ? Response.events(content -> {}) : Response.status(202);
    }
    return Response.of(200, "application/json", Body.of(result)).with("Mcp-Session-Id", SESSION);
  }

  private static boolean isRequest(JsonObject message) {
    return message.has("id") && message.has("method");
  }

  private void send(String json) {
    Objects.requireNonNull(stream.get()).write("event: message\ndata: " + json + "\n\n");
  }

  /** What is answered, or nothing at all. */
  private String result(JsonObject message) {
    if (!isRequest(message)) {
      return "";
    }
    Object result =
        switch (message.get("method").getAsString()) {
          case "initialize" ->
              Map.of(
                  "protocolVersion",
                  message.getAsJsonObject("params").get("protocolVersion"),
                  "capabilities",
                  Map.of("tools", Map.of(), "logging", Map.of()),
                  "serverInfo",
                  Map.of("name", "tools", "version", "1"));
          case "tools/list" -> Map.of("tools", List.of(SAY));
          case "tools/call" -> said(message);
          default -> Map.of();
        };
    return result.equals("nothing")
        ? ""
        : Body.json(Map.of("jsonrpc", "2.0", "id", message.get("id"), "result", result)).text();
  }

  private Object said(JsonObject message) {
    var arguments = message.getAsJsonObject("params").getAsJsonObject("arguments");
    var word = arguments.get("word").getAsString();
    if (word.equals("nothing")) {
      unanswered.add(word);
      return word;
    }
    return Map.of("content", List.of(Map.of("type", "text", "text", word)), "isError", false);
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      var next = queue.poll(MOST_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
