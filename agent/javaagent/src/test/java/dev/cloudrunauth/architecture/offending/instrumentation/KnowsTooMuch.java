package dev.cloudrunauth.architecture.offending.instrumentation;

import dev.cloudrunauth.client.Clients;

/** A contract that knows its clients. */
class KnowsTooMuch {

  int clients() {
    return Clients.all().length;
  }
}
