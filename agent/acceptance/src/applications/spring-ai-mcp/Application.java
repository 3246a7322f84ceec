package com.example.shop;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Executors;
import org.springframework.ai.mcp.annotation.McpLogging;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

/** Uses the tool of the server that its properties name. */
@SpringBootApplication
public class Application {

  public static void main(String[] arguments) {
    var background = Executors.newSingleThreadExecutor(Application::daemon);
    var context = SpringApplication.run(Application.class, arguments);
    var call = background.submit(() -> {});
    var input = new Scanner(System.in);
    while (input.hasNext()) {
      var client = context.getBean(Shop.class).client();
      switch (input.next()) {
        case "tool" -> System.out.println(client.listTools().tools().get(0).name());
        case "say" -> System.out.println(say(client, input.next()));
        case "wait" -> call = background.submit(() -> say(client, "nothing"));
        case "cancel" -> System.out.println("cancelled " + call.cancel(true));
        default -> throw new IllegalArgumentException();
      }
    }
    context.close();
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  private static String say(McpSyncClient client, String word) {
    var result = client.callTool(new CallToolRequest("say", Map.of("word", word)));
    return ((TextContent) result.content().get(0)).text();
  }

  @Component
  record Shop(List<McpSyncClient> clients) {

    McpSyncClient client() {
      return clients.get(0);
    }
  }

  @Component
  static class Listener {

    @McpLogging(clients = "tools")
    public void hear(LoggingMessageNotification message) {
      System.out.println("heard " + message.data());
    }
  }
}
