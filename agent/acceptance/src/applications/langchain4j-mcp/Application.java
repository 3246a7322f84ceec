package com.example.shop;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Executors;

/** Uses the tools of a server that wants a key. */
public class Application {

  public static void main(String[] arguments) throws Exception {
    var background = Executors.newSingleThreadExecutor(Application::daemon);
    var transport =
        StreamableHttpMcpTransport.builder()
            .url(System.getenv("TOOLS_URL") + "/mcp")
            .customHeaders(Map.of("Authorization", System.getenv("TOOLS_KEY")))
            .subsidiaryChannel(true)
            .build();
    try (var client =
            DefaultMcpClient.builder()
                .transport(transport)
                .autoHealthCheck(false)
                .logHandler(message -> System.out.println("heard " + message.data().asText()))
                .build();
        var input = new Scanner(System.in)) {
      var call = background.submit(() -> {});
      while (input.hasNext()) {
        switch (input.next()) {
          case "tool" -> System.out.println(client.listTools().get(0).name());
          case "say" -> System.out.println(say(client, input.next()));
          case "wait" -> call = background.submit(() -> say(client, "nothing"));
          case "cancel" -> System.out.println("cancelled " + call.cancel(true));
          case "reconnect" -> {
            // It does so by itself.
          }
          default -> throw new IllegalArgumentException();
        }
      }
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  private static String say(McpClient client, String word) {
    var request =
        ToolExecutionRequest.builder()
            .name("say")
            .arguments("{\"word\": \"" + word + "\"}")
            .build();
    return client.executeTool(request).resultText();
  }
}
