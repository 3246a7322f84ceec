package com.example.application.hotpath;

/** Who sees to the token. */
public enum Contestant {
  /** Nobody: a request that needs a token has a fixed one in its header from the start. */
  FIXED,

  /** The agent, of which the code that is measured knows nothing. */
  AGENT,

  /** The application, with google-auth. */
  BY_HAND
}
