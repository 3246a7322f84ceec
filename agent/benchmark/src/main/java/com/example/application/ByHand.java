package com.example.application;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
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
   * @param arguments the origin of the service that is called
   * @throws Exception if standard input cannot be read
   */
  public static void main(String[] arguments) throws Exception {
    new Crowd(signer(arguments[0])).serve(System.in, System.out);
  }

  /** What gives requests the token of an audience. */
  static Signer signer(String audience) {
    var credentials =
        IdTokenCredentials.newBuilder()
            .setIdTokenProvider(ComputeEngineCredentials.create())
            .setTargetAudience(audience)
            .setOptions(List.of(IdTokenProvider.Option.FORMAT_FULL))
            .build();
    return (request, uri) ->
        credentials
            .getRequestMetadata(uri)
            .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
  }
}
