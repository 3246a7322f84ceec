package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.explain.Answer;
import dev.cloudrunauth.token.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the hops of one client: whether one gets an ID token, in which header, what happens
 * when there is none, and what its response means. It waits for the configuration and for tokens.
 *
 * <p>Any thread may call.
 */
public final class Authorizer {

  private final Library client;
  private final ConfigurationWait configuration;
  private final CompletableFuture<@Nullable Void> read;
  private volatile boolean isRead;
  private volatile @Nullable HopPolicy policy;
  private volatile @Nullable Refusals refusals;

  Authorizer(
      Library client, ConfigurationWait configuration, CompletableFuture<@Nullable Void> read) {
    this.client = client;
    this.configuration = configuration;
    this.read = read;
  }

  /** The configuration is read: {@code null} leaves every request unchanged. */
  void set(@Nullable HopPolicy policy, @Nullable Refusals refusals) {
    this.policy = policy;
    this.refusals = refusals;
    isRead = true;
  }

  /** The client's name in configuration keys. */
  String id() {
    return client.id();
  }

  /**
   * Whether a hop to a host may get a token: {@code false} for most, quickly and without
   * allocation. Such a hop is sent unchanged.
   *
   * @param host the host of the hop's target
   */
  public boolean mayAuthorize(String host) {
    var now = policy();
    return now == null ? !isRead : now.mayHaveDestination(host);
  }

  /**
   * Whether a hop may have to wait, for the configuration or for its token.
   *
   * @param scheme the scheme of its target, or {@code null}
   * @param host the host of its target, or {@code null}
   * @param port its port, or -1 for the default
   */
  public boolean mayHaveToWait(@Nullable String scheme, @Nullable String host, int port) {
    var now = policy();
    return now == null ? !isRead : now.mayHaveToWait(scheme, host, port);
  }

  /** A hop is sent unchanged because {@link #mayAuthorize} was false. */
  public void sentUnchanged() {
    var now = policy;
    if (now != null) {
      now.passed();
    }
  }

  /**
   * A hop is sent unchanged because its client has had the certificate of its host checked by other
   * names. The first time, a line says so.
   *
   * @param host the host of the hop's target
   */
  public void sentUnverified(String host) {
    var now = policy;
    if (now != null) {
      now.unverified(host);
    }
  }

  /**
   * Authorizes a hop on a thread that may block. Where its token is not at hand, this waits, until
   * {@code token-timeout} at most.
   *
   * @param request the hop; its header is set, if it gets a token
   * @throws RequestFailure if it must fail, because there is no token or because it was cancelled
   * @throws Throwable what {@code request} throws
   */
  public void authorize(OutgoingRequest request) throws Throwable {
    BlockingWait.end(decide(request), request);
  }

  /**
   * Waits, as {@link #authorize(OutgoingRequest)} does, until the token is at hand, and does not
   * set it: for a client that must fail earlier than its headers are written.
   *
   * @param request the hop
   * @throws RequestFailure if it must fail, because there is no token or because it was cancelled
   * @throws Throwable what {@code request} throws
   */
  public void awaitToken(OutgoingRequest request) throws Throwable {
    var now = policy();
    BlockingWait.end(
        now == null ? whenConfigured(request, false) : now.decideAhead(request), request);
  }

  /**
   * Authorizes a hop on a thread that must not block. Where its token is not at hand, the hop is
   * parked, until {@code token-timeout} at most.
   *
   * @param <T> what the client makes of the hop
   * @param request the hop; its header is set, if it gets a token
   * @param onward sends the hop, once it is decided, on {@link ParkableRequest#executor}
   * @return {@code null} if the hop can be sent at once; {@code onward} is not called then.
   *     Otherwise what {@code onward} returns, or the failure
   * @throws RequestFailure if it must fail at once
   * @throws Throwable what {@code request} throws
   */
  public <T> @Nullable CompletableFuture<T> authorize(
      ParkableRequest request, Supplier<CompletableFuture<T>> onward) throws Throwable {
    var wait = decide(request);
    return wait == null ? null : new ParkedHop<>(this, request, onward).park(wait);
  }

  /**
   * Parks a hop, as {@link #authorize(ParkableRequest, Supplier)} does, until its token is at hand,
   * and does not set it: for a client whose headers are written where nothing can wait.
   *
   * @param <T> what the client makes of the hop
   * @param request the hop
   * @param onward sends the hop, once it is decided, on {@link ParkableRequest#executor}
   * @return {@code null} if the hop need not wait; {@code onward} is not called then. Otherwise
   *     what {@code onward} returns, or the failure
   * @throws RequestFailure if it must fail at once
   * @throws Throwable what {@code request} throws
   */
  public <T> @Nullable CompletableFuture<T> awaitToken(
      ParkableRequest request, Supplier<CompletableFuture<T>> onward) throws Throwable {
    var now = policy();
    var wait = now == null ? whenConfigured(request, false) : now.decideAhead(request);
    return wait == null ? null : new ParkedHop<>(this, request, onward).park(wait);
  }

  /**
   * Authorizes a hop that has waited, where its headers are written and nothing can wait. A token
   * that would not be sent otherwise, because it is about to expire or was refused, is sent all the
   * same; if there is none at all any more, the hop is sent without, and the next one is fetched.
   *
   * @param request the hop; its header is set, if there is a token
   * @throws Throwable what {@code request} throws
   */
  public void authorizeAtOnce(OutgoingRequest request) throws Throwable {
    var wait = decide(request);
    if (wait != null) {
      wait.end();
      if (!wait.proceedAtOnce(request)) {
        sentUnchanged();
      }
    }
  }

  /**
   * Whether a response with a status is to be {@linkplain #received looked at}; {@code false} for
   * most.
   */
  public static boolean isOfInterest(int status) {
    return Answer.mayBeRefusal(status);
  }

  /**
   * Looks at the response of a hop: a token that was refused as invalid is not used any more, and
   * the reason of a refusal is logged.
   *
   * @param response the response
   * @throws Throwable what {@code response} throws
   */
  public void received(IncomingResponse response) throws Throwable {
    var now = refusals;
    if (now != null) {
      now.look(response);
    }
  }

  /**
   * Logs an internal error, if it is the first of its kind. It never affects a request.
   *
   * @param fault what was thrown
   */
  public void reportFault(Throwable fault) {
    Faults.log(client.title(), fault);
  }

  /** A hop is sent without a token after an internal error. */
  void sentAfterFault(Throwable fault) {
    reportFault(fault);
    sentUnchanged();
  }

  private @Nullable Wait decide(OutgoingRequest request) throws Throwable {
    var now = policy();
    return now == null ? whenConfigured(request, true) : now.decide(request);
  }

  /** Looks twice: the policy may have come between the two. */
  private @Nullable HopPolicy policy() {
    var now = policy;
    return now == null && isRead ? policy : now;
  }

  /** Plain http never gets a token, and does not wait. */
  private @Nullable Wait whenConfigured(OutgoingRequest request, boolean setsHeader)
      throws Throwable {
    if (isRead) {
      request.removeToken();
      return null;
    }
    if (!"https".equalsIgnoreCase(request.scheme())) {
      return null;
    }
    if (configuration.isOverdue()) {
      return overdue(request);
    }
    return new UntilConfigured(setsHeader);
  }

  private @Nullable Wait overdue(OutgoingRequest request) throws Throwable {
    var failure = configuration.overdue(request.host());
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private final class UntilConfigured extends Wait {

    private final CompletableFuture<@Nullable Void> awaited = read.copy();
    private final boolean setsHeader;

    UntilConfigured(boolean setsHeader) {
      this.setsHeader = setsHeader;
    }

    @Override
    CompletableFuture<?> awaited() {
      return awaited;
    }

    @Override
    long limitMillis() {
      return configuration.limitMillis();
    }

    @Override
    Scheduler scheduler() {
      return configuration.scheduler();
    }

    @Override
    @Nullable Wait proceed(OutgoingRequest request) throws Throwable {
      var now = policy();
      if (now == null) {
        return isRead ? null : overdue(request);
      }
      return setsHeader ? now.decide(request) : now.decideAhead(request);
    }
  }
}
