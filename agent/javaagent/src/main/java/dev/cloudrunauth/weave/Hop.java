package dev.cloudrunauth.weave;

/** Where a hop passes the agent, as woven code names it: each has an adapter of its own. */
public enum Hop {
  /** {@code java.net.http.HttpClient}, about to begin an exchange. */
  JAVA_NET_HTTP(0, false),

  /** OkHttp 3.14 and newer, about to hand a request to its codec. */
  OKHTTP_EXCHANGE(1, true),

  /** OkHttp 3.0 and newer, about to write the head of a request. */
  OKHTTP(2, true);

  /** Where the adapter is in {@code java.lang.CloudRunAuthHook.hops}. */
  public final int index;

  /** Whether copies of the library in other packages exist. */
  final boolean isRelocatable;

  Hop(int index, boolean isRelocatable) {
    this.index = index;
    this.isRelocatable = isRelocatable;
  }
}
