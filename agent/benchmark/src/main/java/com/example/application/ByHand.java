package com.example.application;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * {@link Unaware} with google-auth written into it, as Google's documentation shows it: one {@code
 * IdTokenCredentials} for the service, asked for its headers at each request.
 *
 * <p>It takes the metadata server's credentials without looking for others first, which is the
 * faster way and the one that fails less.
 */
public final class ByHand {

  private ByHand() {}

  /**
   * Runs until its standard input ends.
   *
   * @param arguments the origin of the service that is to get tokens
   * @throws Exception if standard input cannot be read
   */
  public static void main(String[] arguments) throws Exception {
    var service = URI.create(arguments[0]);
    var credentials =
        IdTokenCredentials.newBuilder()
            .setIdTokenProvider(ComputeEngineCredentials.create())
            .setTargetAudience(arguments[0])
            .setOptions(List.of(IdTokenProvider.Option.FORMAT_FULL))
            .build();
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    new Crowd(
            uri -> {
              var request = HttpRequest.newBuilder(uri);
              if (uri.getAuthority().equals(service.getAuthority())) {
                credentials
                    .getRequestMetadata(uri)
                    .forEach(
                        (name, values) -> values.forEach(value -> request.header(name, value)));
              }
              return http.send(request.build(), BodyHandlers.ofString()).statusCode();
            })
        .serve(System.in, System.out);
  }
}
