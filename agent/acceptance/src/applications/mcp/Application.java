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

/** Uses the tool of a server: by streamable HTTP, or by the transport that was there before. */
public class Application {

  public static void main(String[] arguments) {
    var background = Executors.newSingleThreadExecutor(Application::daemon);
    var client = connect(arguments[0]);
    var call = background.submit(() -> {});
    var input = new Scanner(System.in);
    while (input.hasNext()) {
      switch (input.next()) {
        case "tool" -> System.out.println(client.listTools().tools().get(0).name());
        case "say" -> System.out.println(say(client, input.next()));
        case "wait" -> {
          var caller = client;
          call = background.submit(() -> say(caller, "nothing"));
        }
        case "cancel" -> System.out.println("cancelled " + call.cancel(true));
        case "reconnect" -> {
          // It does not open a stream again that has ended.
          client.closeGracefully();
          client = connect(arguments[0]);
        }
        default -> throw new IllegalArgumentException();
      }
    }
    client.closeGracefully();
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  private static McpSyncClient connect(String transport) {
    var client =
        McpClient.sync(transport(transport, System.getenv("TOOLS_URL")))
            .loggingConsumer(message -> System.out.println("heard " + message.data()))
            .build();
    client.initialize();
    return client;
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
