package com.example.caller;

/**
 * The calls of one HTTP client, for one thread after the other or for several. An implementation is
 * created when its first call is made, because the client may not be on the class path.
 */
interface ClientCalls extends AutoCloseable {

  /**
   * Makes a call.
   *
   * @return the status and the protocol, and all the rest of an answer that {@link Call#isTold}
   */
  String make(Call call) throws Exception;

  /**
   * Makes a call in one of the client's modes, and cancels it while it waits for a token.
   *
   * @param way the mode, and behind it what else distinguishes the way
   * @param url what to call
   * @return what the application is told
   */
  String cancelled(String way, String url) throws Exception;

  @Override
  default void close() {}
}
