package dev.cloudrunauth.architecture.offending.client.one;

import dev.cloudrunauth.architecture.offending.client.two.Shared;
import dev.cloudrunauth.token.IdToken;

/** A client that takes tokens from the engine, and knows another client. */
class KnowsTooMuch {

  String header(IdToken token) {
    return Shared.PREFIX + token.headerValue();
  }
}
