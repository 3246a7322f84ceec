package com.example.ktor;

import io.ktor.client.HttpClient;
import io.ktor.client.statement.HttpResponse;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Makes calls in ways that Ktor alone has. */
public final class Caller {

  private Caller() {}

  /**
   * Runs the program.
   *
   * @param arguments calls, {@code URL [SETTING=VALUE…]} each. One with {@code times} is made as
   *     often, and told of when the calls behind it have been made
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    var later = new ArrayList<CompletableFuture<HttpResponse>>();
    var clients = new ArrayList<HttpClient>();
    for (var argument : arguments) {
      var words = argument.split(" ", -1);
      var client = client(words);
      clients.add(client);
      int times = Integer.parseInt(setting(words, "times", "1"));
      for (int i = 0; i < times; i++) {
        var request = KtorParts.request("GET", words[0]);
        var host = setting(words, "Host", "");
        if (!host.isEmpty()) {
          request.getHeaders().append("Host", host);
        }
        var response = KtorParts.start(KtorParts.sent(client, request));
        if (times > 1) {
          later.add(response);
        } else {
          System.out.println(outcome(response));
        }
      }
    }
    for (var response : later) {
      System.out.println(outcome(response));
    }
    clients.forEach(HttpClient::close);
  }

  private static HttpClient client(String[] words) {
    return KtorParts.client(
        config ->
            KtorParts.engine(
                config,
                engine -> {
                  engine.setPipelining(Boolean.parseBoolean(setting(words, "pipelining", "")));
                  var serverName = setting(words, "serverName", "");
                  if (!serverName.isEmpty()) {
                    engine.getHttps().setServerName(serverName);
                  }
                }));
  }

  private static String setting(String[] words, String name, String otherwise) {
    for (var word : words) {
      if (word.startsWith(name + "=")) {
        return word.substring(name.length() + 1);
      }
    }
    return otherwise;
  }

  private static String outcome(CompletableFuture<HttpResponse> response)
      throws InterruptedException {
    try {
      var answer = response.get();
      return answer.getStatus().getValue()
          + " "
          + answer.getCall().getRequest().getHeaders().contains("Authorization");
    } catch (ExecutionException failure) {
      return String.valueOf(failure.getCause());
    }
  }
}
