package dev.cloudrunauth.architecture.offending.client;

import com.google.auth.oauth2.GoogleCredentials;

/** A client that mints its own tokens and says so. */
class KnowsTooMuch {

  GoogleCredentials mint() {
    System.out.println("minting");
    return GoogleCredentials.newBuilder().build();
  }
}
