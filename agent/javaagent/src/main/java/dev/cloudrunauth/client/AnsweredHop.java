package dev.cloudrunauth.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hop and its answer, as a client's own classes show them. For the thread that has the answer; it
 * is read and not kept.
 */
interface AnsweredHop {

  String scheme();

  @Nullable String host();

  /** The port, or -1 for the default. */
  int port();

  int status();

  /** The header value that the agent has sent, or {@code null} if it has sent none. */
  @Nullable String sentByAgent();

  /** The value of a header that the application has sent, or {@code null} if it has sent none. */
  @Nullable String sentByApplication(String header);

  /** All values of a header of the answer. */
  List<String> answered(String header);
}
