package com.example.application.load;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import java.io.IOException;
import java.util.List;

/** Google's library, in a class of its own: not every application has it. */
final class GoogleAuth {

  private GoogleAuth() {}

  static Token tokens(String audience) {
    var credentials =
        IdTokenCredentials.newBuilder()
            .setIdTokenProvider(ComputeEngineCredentials.create())
            .setTargetAudience(audience)
            .setOptions(List.of(IdTokenProvider.Option.FORMAT_FULL))
            .build();
    return uri -> {
      var values = credentials.getRequestMetadata(uri).get("Authorization");
      if (values == null) {
        throw new IOException("google-auth has brought no header");
      }
      return values.get(0);
    };
  }
}
