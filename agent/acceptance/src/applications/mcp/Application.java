package com.example.shop;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Executors;

/** Uses the tools of a server: by streamable HTTP, or by the transport that was there before. */
public class Application {

  public static void main(String[] arguments) {
    var background = Executors.newSingleThreadExecutor();
    try (var client =
            McpClient.sync(transport(arguments[0], System.getenv("TOOLS_URL")))
                .loggingConsumer(message -> System.out.println("heard " + message.data()))
                .build();
        var input = new Scanner(System.in)) {
      client.initialize();
      var forEver = background.submit(() -> {});
      while (input.hasNext()) {
        switch (input.next()) {
          case "tools" -> System.out.println(client.listTools().tools().get(0).name());
          case "say" -> System.out.println(say(client, input.next()));
          case "wait" -> forEver = background.submit(() -> say(client, "nothing"));
          case "cancel" -> System.out.println("cancelled " + forEver.cancel(true));
          default -> throw new IllegalArgumentException();
        }
      }
    }
    background.shutdownNow();
  }

  private static McpClientTransport transport(String kind, String url) {
    return kind.equals("SSE")
        ? HttpClientSseClientTransport.builder(url).build()
        : HttpClientStreamableHttpTransport.builder(url).build();
  }

  private static String say(McpSyncClient client, String word) {
    var result = client.callTool(new CallToolRequest("say", Map.of("word", word)));
    return ((TextContent) result.content().get(0)).text();
  }
}
