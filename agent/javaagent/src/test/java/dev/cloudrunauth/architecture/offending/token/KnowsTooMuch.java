package dev.cloudrunauth.architecture.offending.token;

import dev.cloudrunauth.instrumentation.HeaderChoice;
import java.net.Socket;

/** A token that knows its header and its connection. */
class KnowsTooMuch {

  final HeaderChoice header = HeaderChoice.AUTO;
  final Socket connection = new Socket();
}
