package com.example.application;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import java.net.URI;
import java.util.List;

/** {@link OneCall} with google-auth written into it, in the way of {@link ByHand}. */
public final class OneCallByHand {

  private OneCallByHand() {}

  /**
   * Runs the program.
   *
   * @param arguments {@code HttpClient} or {@code OkHttp}; the URL; the origin of the service
   * @throws Exception if there is no answer
   */
  public static void main(String[] arguments) throws Exception {
    var uri = URI.create(arguments[1]);
    var credentials =
        IdTokenCredentials.newBuilder()
            .setIdTokenProvider(ComputeEngineCredentials.create())
            .setTargetAudience(arguments[2])
            .setOptions(List.of(IdTokenProvider.Option.FORMAT_FULL))
            .build();
    OneCall.finish(arguments[0], uri, credentials.getRequestMetadata(uri));
  }
}
