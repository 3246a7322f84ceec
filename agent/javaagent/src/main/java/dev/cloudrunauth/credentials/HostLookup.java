package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves host names within the current {@link Deadline}. The JDK's own look-up takes as long as
 * the name servers let it, often 30 seconds, and cannot be interrupted. So it runs on a thread of
 * its own, one for each name however many ask, and a later try still finds what it brings.
 *
 * <p>Threads may share it.
 */
final class HostLookup {

  /** By the JVM's own settings. */
  static final HostLookup OF_JVM = new HostLookup(InetAddress::getByName);

  /** An address, which nobody has to be asked for. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}|\\[?[0-9a-fA-F]*:.*");

  private final Resolver resolver;
  private final ConcurrentHashMap<String, FutureTask<InetAddress>> running =
      new ConcurrentHashMap<>();

  /** The hosts for which the name servers had no answer when they were last asked. */
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

  HostLookup(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * The address of a host.
   *
   * @throws UnknownHostException if there is no such host
   * @throws TokenSourceException if that is not known before the deadline
   */
  InetAddress address(String host) throws IOException {
    if (ADDRESS.matcher(host).matches()) {
      return resolver.resolve(host);
    }
    var lookup = lookup(host);
    try {
      return lookup.get(Deadline.current().leftMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | SocketTimeoutException late) {
      throw new TokenSourceException(
          "the look-up of the host " + host + " takes too long", true, 0, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException failure) {
      var cause = failure.getCause();
      if (cause instanceof UnknownHostException && !isTemporary(host, cause.getMessage())) {
        throw new UnknownHostException(host);
      }
      throw new TokenSourceException(
          "the look-up of the host " + host + " failed: " + reason(cause), true, 0, null);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return Refusal.shorten(
        cause instanceof IOException ? cause.getMessage() : String.valueOf(cause));
  }

  /**
   * Whether the name servers gave no answer (EAI_AGAIN). The JDK has one exception for that and for
   * a name that does not exist. For ten seconds it repeats either without the reason.
   */
  private boolean isTemporary(String host, @Nullable String message) {
    if (message != null && !message.equals(host)) {
      boolean temporary =
          message.contains("emporary failure") // glibc
              || message.contains("ry again") // musl
              || message.contains("temporary error"); // Windows
      if (temporary) {
        unanswered.add(host);
      } else {
        unanswered.remove(host);
      }
    }
    return unanswered.contains(host);
  }

  private FutureTask<InetAddress> lookup(String host) {
    var mine = new FutureTask<>(() -> resolver.resolve(host));
    var others = running.putIfAbsent(host, mine);
    if (others != null) {
      return others;
    }
    try {
      SideThread.run(
          "lookup",
          () -> {
            try {
              mine.run();
            } finally {
              running.remove(host, mine);
            }
          });
    } catch (Throwable neverBegan) {
      running.remove(host, mine);
      throw neverBegan;
    }
    return mine;
  }

  /** What a look-up consists of; tests bring their own. */
  interface Resolver {
    InetAddress resolve(String host) throws UnknownHostException;
  }
}
