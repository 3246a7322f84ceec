package com.example.shop;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks models behind a gateway that wants a key: in the header of each provider, or its own. */
public class Application {

  private static final String GATEWAY = System.getenv("MODELS_URL") + "/v1";
  private static final String KEY = System.getenv("MODELS_KEY");

  public static void main(String[] arguments) {
    var openAi = OpenAiChatModel.builder().baseUrl(GATEWAY).apiKey(KEY).modelName("small").build();
    System.out.println(openAi.chat("Which spoon?"));

    var keyOfTheGateway =
        OpenAiChatModel.builder()
            .baseUrl(GATEWAY)
            .customHeaders(Map.of("api-key", KEY))
            .modelName("small")
            .build();
    System.out.println(keyOfTheGateway.chat("Which spoon?"));

    var anthropic =
        AnthropicChatModel.builder().baseUrl(GATEWAY).apiKey(KEY).modelName("small").build();
    System.out.println(anthropic.chat("Which spoon?"));

    var streaming =
        OpenAiStreamingChatModel.builder().baseUrl(GATEWAY).apiKey(KEY).modelName("small").build();
    var answer = new CompletableFuture<String>();
    streaming.chat("Which spoon?", new Listener(answer));
    System.out.println(answer.join());
  }

  private record Listener(CompletableFuture<String> answer)
      implements StreamingChatResponseHandler {

    @Override
    public void onPartialResponse(String text) {
      System.out.println("part " + text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      answer.complete(response.aiMessage().text());
    }

    @Override
    public void onError(Throwable error) {
      answer.completeExceptionally(error);
    }
  }
}
