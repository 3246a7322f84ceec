package dev.cloudrunauth.local.fault;

/** The port where a server listens. Threads may share it. */
public interface Door {

  /** Closes the port and every connection to it; who wants one is refused. */
  void shut();

  /**
   * Opens the same port again, if it is shut.
   *
   * @throws IllegalStateException if somebody else has taken it meanwhile
   */
  void open();
}
