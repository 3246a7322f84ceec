package dev.cloudrunauth.weave;

/** An HTTP client, as woven code names it. */
public enum Hop {
  /** {@code java.net.http.HttpClient}. */
  JAVA_NET_HTTP(0, "java-net-http", false),
  /** OkHttp 3.0 and newer. */
  OKHTTP(1, "okhttp", true);

  /** Where the client's adapter is in {@code java.lang.CloudRunAuthHook.hops}. */
  public final int index;

  /** The client's name in the configuration. */
  public final String configName;

  /** Whether copies of the library in other packages exist. */
  final boolean isRelocatable;

  Hop(int index, String configName, boolean isRelocatable) {
    this.index = index;
    this.configName = configName;
    this.isRelocatable = isRelocatable;
  }
}
