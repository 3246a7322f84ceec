package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.JdkAccess;
import org.jspecify.annotations.Nullable;

/** What the agent uses of the JDK's connection, found when it is needed first. Thread-safe. */
final class Internals {

  private final JdkAccess access;
  private volatile @Nullable ConnectionInternals connections;

  Internals(JdkAccess access) {
    this.access = access;
  }

  /**
   * What it uses of a connection.
   *
   * @param connection a {@code sun.net.www.http.HttpClient}, or one of its subclasses
   * @param headers a {@code sun.net.www.MessageHeader}
   * @throws ReflectiveOperationException if this JDK is not as those that the agent knows
   */
  ConnectionInternals of(Object connection, Object headers) throws ReflectiveOperationException {
    var known = connections;
    if (known == null) {
      var type = Class.forName("sun.net.www.http.HttpClient", false, null);
      known = new ConnectionInternals(access.lookupIn(type), access.lookupIn(headers.getClass()));
      connections = known;
    }
    return known;
  }
}
