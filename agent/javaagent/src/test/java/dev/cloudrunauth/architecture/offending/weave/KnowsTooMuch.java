package dev.cloudrunauth.architecture.offending.weave;

import dev.cloudrunauth.token.IdToken;

/** An edit that knows a token. */
class KnowsTooMuch {

  String header(IdToken token) {
    return token.headerValue();
  }
}
