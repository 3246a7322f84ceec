package com.example.shop;

import io.a2a.A2A;
import io.a2a.client.Client;
import io.a2a.client.ClientEvent;
import io.a2a.client.MessageEvent;
import io.a2a.client.config.ClientConfig;
import io.a2a.client.transport.jsonrpc.JSONRPCTransport;
import io.a2a.client.transport.jsonrpc.JSONRPCTransportConfig;
import io.a2a.spec.AgentCard;
import io.a2a.spec.TextPart;
import java.util.concurrent.CompletableFuture;

/** Asks an agent, for a whole answer and for one that comes bit by bit. */
public class Application {

  public static void main(String[] arguments) throws Exception {
    var card = A2A.getAgentCard(System.getenv("AGENT_URL"));
    System.out.println(card.name() + " " + ask(card, false));
    System.out.println(card.name() + " " + ask(card, true));
  }

  private static String ask(AgentCard card, boolean isStreaming) throws Exception {
    var answer = new CompletableFuture<String>();
    var client =
        Client.builder(card)
            .clientConfig(new ClientConfig.Builder().setStreaming(isStreaming).build())
            .addConsumer((event, ofCard) -> answer.complete(text(event)))
            .streamingErrorHandler(answer::completeExceptionally)
            .withTransport(JSONRPCTransport.class, new JSONRPCTransportConfig())
            .build();
    client.sendMessage(A2A.toUserMessage("Which spoon?"));
    return answer.join();
  }

  private static String text(ClientEvent event) {
    return ((TextPart) ((MessageEvent) event).getMessage().getParts().get(0)).getText();
  }
}
