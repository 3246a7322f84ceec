package dev.cloudrunauth.architecture.offending;

import dev.cloudrunauth.token.Ticker;
import java.lang.management.ManagementFactory;
import java.util.logging.Logger;

/** An entry class that needs another class, the JDK's logging, and JMX. */
class Agent {

  final Ticker ticker = Ticker.system();
  final Object runtime = ManagementFactory.getRuntimeMXBean();
  final Logger logger = Logger.getAnonymousLogger();
}
