package dev.cloudrunauth.architecture.offending;

import dev.cloudrunauth.token.Ticker;
import java.util.logging.Logger;

/** An entry class that needs another class, and the JDK's logging. */
class Agent {

  final Ticker ticker = Ticker.system();
  final Logger logger = Logger.getAnonymousLogger();
}
