package com.example.application.load;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Google's library, in a class of its own: not every application has it. */
final class GoogleAuth implements Token {

  final IdTokenCredentials credentials;

  private GoogleAuth(String audience) {
    credentials =
        IdTokenCredentials.newBuilder()
            .setIdTokenProvider(ComputeEngineCredentials.create())
            .setTargetAudience(audience)
            .setOptions(List.of(IdTokenProvider.Option.FORMAT_FULL))
            .build();
  }

  static Token tokens(String audience) {
    return new GoogleAuth(audience);
  }

  @Override
  public String headerValue(URI uri) throws IOException {
    var values = credentials.getRequestMetadata(uri).get("Authorization");
    if (values == null) {
      throw new IOException("google-auth has brought no header");
    }
    return values.get(0);
  }

  @Override
  public boolean isByHand() {
    return true;
  }
}
