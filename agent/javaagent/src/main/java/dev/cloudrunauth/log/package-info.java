/**
 * Where the agent's own log lines go: an slf4j provider that writes to standard error, for people
 * or for Cloud Logging. It is found by the agent's class loader alone and shares nothing with the
 * application's logging, whichever that is.
 */
@NullMarked
package dev.cloudrunauth.log;

import org.jspecify.annotations.NullMarked;
