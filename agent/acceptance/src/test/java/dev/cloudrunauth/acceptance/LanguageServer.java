package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What stands behind an editor: a server of the <a
 * href="https://microsoft.github.io/language-server-protocol/">Language Server Protocol</a>, asked
 * by standard input what an editor asks it. For one thread.
 */
final class LanguageServer implements AutoCloseable {

  private static final String LENGTH = "Content-Length: ";

  private static final Map<String, Object> EDITOR =
      Map.of(
          "textDocument",
          Map.of(
              "publishDiagnostics", Map.of(),
              "hover", Map.of("contentFormat", List.of("markdown")),
              "completion",
                  Map.of("completionItem", Map.of("documentationFormat", List.of("markdown")))));

  private final Gson gson = new Gson();
  private final Process process;
  private final InputStream messages;
  private final Map<String, List<String>> findings = new HashMap<>();
  private int lastId;

  private LanguageServer(Process process) {
    this.process = process;
    this.messages = process.getInputStream();
  }

  /** Starts a conversation with a server that speaks by standard input and output. */
  static LanguageServer speakWith(Process process, Map<String, Object> settings)
      throws IOException {
    var server = new LanguageServer(process);
    server.ask("initialize", Map.of("capabilities", EDITOR));
    server.tell("initialized", Map.of());
    server.tell("workspace/didChangeConfiguration", Map.of("settings", settings));
    return server;
  }

  /** Opens a file with a text in it that need not be saved, and returns what is wrong with it. */
  List<String> open(URI file, String text) throws IOException {
    var document = Map.of("uri", file.toString(), "languageId", "yaml", "version", 1, "text", text);
    tell("textDocument/didOpen", Map.of("textDocument", document));
    while (true) {
      var found = findings.remove(file.toString());
      if (found != null) {
        return found;
      }
      receive();
    }
  }

  /** What is offered at a place of an open file, lines and columns from 0. */
  List<String> completion(URI file, int line, int column) throws IOException {
    var answer = ask("textDocument/completion", place(file, line, column)).getAsJsonObject();
    return stream(answer.get("items")).map(item -> item.get("label").getAsString()).toList();
  }

  /** What is shown where the mouse rests. */
  String hover(URI file, int line, int column) throws IOException {
    return ask("textDocument/hover", place(file, line, column)).toString();
  }

  private static Map<String, Object> place(URI file, int line, int column) {
    return Map.of(
        "textDocument", Map.of("uri", file.toString()),
        "position", Map.of("line", line, "character", column));
  }

  private JsonElement ask(String method, Map<String, ?> parameters) throws IOException {
    int id = ++lastId;
    send(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", parameters));
    while (true) {
      var message = receive();
      if (!message.has("method") && message.get("id").getAsInt() == id) {
        return message.get("result");
      }
    }
  }

  private void tell(String method, Map<String, ?> parameters) throws IOException {
    send(Map.of("jsonrpc", "2.0", "method", method, "params", parameters));
  }

  /** Reads a message, and sees to it if it is not an answer. */
  private JsonObject receive() throws IOException {
    var message = JsonParser.parseString(read()).getAsJsonObject();
    if (message.has("method") && message.has("id")) {
      var answer = new JsonObject();
      answer.addProperty("jsonrpc", "2.0");
      answer.add("id", message.get("id"));
      answer.add("result", null);
      send(answer);
    } else if (message.has("method")
        && message.get("method").getAsString().equals("textDocument/publishDiagnostics")) {
      var told = message.getAsJsonObject("params");
      findings.put(
          told.get("uri").getAsString(),
          stream(told.get("diagnostics")).map(LanguageServer::finding).toList());
    }
    return message;
  }

  private static String finding(JsonObject diagnostic) {
    var start = diagnostic.getAsJsonObject("range").getAsJsonObject("start");
    return start.get("line").getAsInt() + ": " + diagnostic.get("message").getAsString();
  }

  private static Stream<JsonObject> stream(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  private void send(Object message) throws IOException {
    var bytes = gson.toJson(message).getBytes(UTF_8);
    var out = process.getOutputStream();
    out.write((LENGTH + bytes.length + "\r\n\r\n").getBytes(UTF_8));
    out.write(bytes);
    out.flush();
  }

  private String read() throws IOException {
    int length = 0;
    for (var line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()));
      }
    }
    return new String(messages.readNBytes(length), UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = messages.read(); next != '\n'; next = messages.read()) {
      if (next < 0) {
        throw new EOFException("the language server has gone");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
