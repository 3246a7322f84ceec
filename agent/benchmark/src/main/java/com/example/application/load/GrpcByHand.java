package com.example.application.load;

import io.grpc.CallCredentials;
import io.grpc.auth.MoreCallCredentials;

/** How callers of a private service over gRPC are told to write it. */
final class GrpcByHand {

  private GrpcByHand() {}

  static CallCredentials credentials(Token token) {
    return MoreCallCredentials.from(((GoogleAuth) token).credentials);
  }
}
