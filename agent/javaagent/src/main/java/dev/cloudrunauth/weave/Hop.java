package dev.cloudrunauth.weave;

/**
 * Where a hop passes the agent, on its way out and on its way back, as woven code names it: each
 * has an adapter of its own. The last one is no hop: there the agent itself is looked at.
 */
public enum Hop {
  /** {@code java.net.http.HttpClient}, about to begin an exchange. */
  JAVA_NET_HTTP(0, false, Loss.TOKEN),

  /** OkHttp 3.14 and newer, about to hand a request to its codec. */
  OKHTTP_EXCHANGE(1, true, Loss.TOKEN),

  /** OkHttp 3.0 and newer, about to write the head of a request. */
  OKHTTP(2, true, Loss.TOKEN),

  /** {@code java.net.http.HttpClient}, with the answer of a hop. */
  JAVA_NET_HTTP_ANSWER(3, false, Loss.RENEWAL),

  /** OkHttp 3.0 and newer, with the answer of a hop. */
  OKHTTP_ANSWER(4, true, Loss.RENEWAL),

  /** {@code java.net.http.HttpClient} of Java 15 and older, with the future of a response. */
  JAVA_NET_HTTP_FUTURE(5, false, Loss.CANCELLATION),

  /** The JVM's own server of MBeans, about to be given to whoever asked for it. */
  PLATFORM_MBEAN_SERVER(6, false, Loss.MANAGEMENT),

  /** {@code java.net.http.HttpClient}, about to write the headers that the application has set. */
  JAVA_NET_HTTP_USER_HEADERS(7, false, Loss.REPLACEMENT);

  /** Where the adapter is in {@code java.lang.CloudRunAuthHook.hops}. */
  public final int index;

  /** Whether copies of the library in other packages exist. */
  final boolean isRelocatable;

  /** What the application has to do without where this place cannot be woven, for the log. */
  final String loss;

  Hop(int index, boolean isRelocatable, String loss) {
    this.index = index;
    this.isRelocatable = isRelocatable;
    this.loss = loss;
  }

  private static final class Loss {
    static final String TOKEN = "its requests go without an ID token";
    static final String CANCELLATION =
        "a request that is cancelled while its token is awaited is still sent";
    static final String MANAGEMENT = "JMX does not show the agent";
    static final String REPLACEMENT =
        "a copied token whose signature Google has removed is sent in place of the agent's";
    static final String RENEWAL = "a token that a service refuses stays in use until it expires";
  }
}
