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
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Uses the tools of the server that its properties name. */
@SpringBootApplication
public class Application {

  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments).close();
  }

  @McpLogging(clients = "tools")
  public void hear(LoggingMessageNotification message) {
    System.out.println("heard " + message.data());
  }

  @Bean
  CommandLineRunner shop(List<McpSyncClient> clients) {
    return arguments -> {
      var client = clients.get(0);
      var background = Executors.newSingleThreadExecutor();
      var forEver = background.submit(() -> {});
      var input = new Scanner(System.in);
      while (input.hasNext()) {
        switch (input.next()) {
          case "tools" -> System.out.println(client.listTools().tools().get(0).name());
          case "say" -> System.out.println(say(client, input.next()));
          case "wait" -> forEver = background.submit(() -> say(client, "nothing"));
          case "cancel" -> System.out.println("cancelled " + forEver.cancel(true));
          default -> throw new IllegalArgumentException();
        }
      }
      background.shutdownNow();
    };
  }

  private static String say(McpSyncClient client, String word) {
    var result = client.callTool(new CallToolRequest("say", Map.of("word", word)));
    return ((TextContent) result.content().get(0)).text();
  }
}
