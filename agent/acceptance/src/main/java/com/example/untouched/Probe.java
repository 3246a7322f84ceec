package com.example.untouched;

/** One thing that an application can find out about its client. */
interface Probe {

  /**
   * Finds it out.
   *
   * @param service whom nobody else calls
   * @param seen where it notes what it has found
   * @throws Exception if the client fails; that is noted too
   */
  void look(Service service, Seen seen) throws Exception;
}
