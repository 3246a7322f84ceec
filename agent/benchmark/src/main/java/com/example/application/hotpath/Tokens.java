package com.example.application.hotpath;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** ID tokens by google-auth, as an application has them that is written for it. Thread-safe. */
final class Tokens {

  private final IdTokenCredentials credentials =
      IdTokenCredentials.newBuilder()
          .setIdTokenProvider(ComputeEngineCredentials.create())
          .setTargetAudience("https://orders-4fjx2k-uc.a.run.app")
          .setOptions(List.of(IdTokenProvider.Option.FORMAT_FULL))
          .build();

  /** The value of the header: the cached one, but for the first time. */
  String headerValue(URI uri) throws IOException {
    var values = credentials.getRequestMetadata(uri).get("Authorization");
    if (values == null) {
      throw new IOException("google-auth has brought no header");
    }
    return values.get(0);
  }
}
