package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.Destination;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.text.Printable;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.Scheduler;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenSourceException;
import dev.cloudrunauth.token.WaitEndedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the configuration says about a hop: whether its origin has an audience, which header carries
 * the token, and what happens when there is none. The same for every client.
 *
 * <p>Any thread may ask.
 */
public final class HopPolicy {

  private static final Logger LOG = LoggerFactory.getLogger(HopPolicy.class);

  /** A wildcard can match more audiences than the log should have lines for. */
  private static final int MAX_PASSED_THROUGH = 1_000;

  /** A caller that forges headers must not fill the log. */
  private static final int MAX_OTHER_HOSTS = 100;

  static final int UNAUTHORIZED = 401;

  private static final int FORBIDDEN = 403;

  /** The engine ends each wait itself; the limit of a wait applies only if it does not. */
  private static final long SLACK_MILLIS = 250;

  private final AudienceTable audiences;
  private final TokenEngine tokens;
  private final HeaderChoice headerChoice;
  private final boolean needsIdentity;
  private final Runnable whenAwaited;
  private final Map<Audience, String> passedThrough = new ConcurrentHashMap<>();
  private final Set<String> otherHosts = ConcurrentHashMap.newKeySet();
  private final MissingIdentity missingIdentity;
  private final LongAdder passed = new LongAdder();
  private final LongAdder unauthorized = new LongAdder();
  private final LongAdder forbidden = new LongAdder();
  private volatile boolean off;

  /**
   * The policy of an active agent.
   *
   * @param audiences which origins have which audience
   * @param tokens where their tokens come from
   * @param headerChoice which header carries a token
   * @param needsIdentity whether it is an error to have no Google credentials at all; if not,
   *     requests are sent without tokens until a review finds some
   * @param whenAwaited is run, quickly, whenever a request has to wait for a token
   */
  public HopPolicy(
      AudienceTable audiences,
      TokenEngine tokens,
      HeaderChoice headerChoice,
      boolean needsIdentity,
      Runnable whenAwaited) {
    this.audiences = audiences;
    this.tokens = tokens;
    this.headerChoice = headerChoice;
    this.needsIdentity = needsIdentity;
    this.whenAwaited = whenAwaited;
    this.missingIdentity = new MissingIdentity(tokens.ticker());
  }

  /**
   * Decides about a hop, and sets its header if its token is at hand.
   *
   * @return what the hop has to wait for, or {@code null} if it can be sent
   */
  @Nullable Wait decide(OutgoingRequest request) throws Throwable {
    var destination = destination(request.scheme(), request.host(), request.port());
    if (destination != null || !isOn()) {
      // Where a hop is retried, the token of the first try may have expired, and there may be none
      // to replace it.
      request.removeToken();
    }
    if (destination == null || !namesTarget(request)) {
      passed();
      return null;
    }
    var standard = request.headers(HeaderChoice.STANDARD);
    var serverless = request.headers(HeaderChoice.SERVERLESS);
    var header = header(standard, serverless);
    if (header == null) {
      passed();
      return null;
    }
    var value = takenHeaderValue(destination.audience());
    if (value == null) {
      return new TokenWait(this, destination, header);
    }
    setHeader(request, header, value, standard, serverless);
    return null;
  }

  /** As {@link #decide}, for a hop that comes back to be authorized: its header is not set. */
  @Nullable Wait decideAhead(OutgoingRequest request) throws Throwable {
    var destination = destination(request.scheme(), request.host(), request.port());
    return destination == null
            || cachedHeaderValue(destination.audience()) != null
            || !namesTarget(request)
            || header(
                    request.headers(HeaderChoice.STANDARD),
                    request.headers(HeaderChoice.SERVERLESS))
                == null
        ? null
        : new TokenWait(this, destination, null);
  }

  private boolean namesTarget(OutgoingRequest request) throws Throwable {
    var host = request.host();
    return host != null && namesTarget(request.headers(HostHeader.NAME), host, request.port());
  }

  /** The header that carries the token, or {@code null} if the hop must have none. */
  private @Nullable String header(
      @Nullable List<String> standard, @Nullable List<String> serverless) {
    return headerChoice.header(
        RemovedSignature.isOther(standard), RemovedSignature.isOther(serverless));
  }

  /** Sets the header of a hop that has waited, in place of tokens without a signature. */
  static void setHeader(OutgoingRequest request, String header, String value) throws Throwable {
    setHeader(
        request,
        header,
        value,
        request.headers(HeaderChoice.STANDARD),
        request.headers(HeaderChoice.SERVERLESS));
  }

  /** The same, given the headers of both names: clients look them up slowly. */
  private static void setHeader(
      OutgoingRequest request,
      String header,
      String value,
      @Nullable List<String> standard,
      @Nullable List<String> serverless)
      throws Throwable {
    if (RemovedSignature.areAll(standard)) {
      request.removeHeader(HeaderChoice.STANDARD);
    }
    if (RemovedSignature.areAll(serverless)) {
      request.removeHeader(HeaderChoice.SERVERLESS);
    }
    request.setHeader(header, value);
  }

  /** Where a hop goes, or {@code null} if it is sent unchanged. */
  @Nullable Destination destination(@Nullable String scheme, @Nullable String host, int port) {
    if (off) {
      return null;
    }
    var found = audiences.find(scheme, host, port);
    if (found != null && missingIdentity.isMissing()) {
      reviewIdentity(found.audience());
      return null;
    }
    return found;
  }

  /**
   * Whether a hop names its own target as its {@code Host}. If not, it gets no token, and a line
   * says why.
   *
   * @param values what the application has set as {@code Host}, if anything
   * @param host the host of the hop's target
   * @param port its port, or -1 for that of https
   */
  boolean namesTarget(@Nullable List<String> values, String host, int port) {
    if (HostHeader.namesTarget(values, host, port)) {
      return true;
    }
    if (otherHosts.size() < MAX_OTHER_HOSTS && otherHosts.add(host + ' ' + values)) {
      LOG.warn(
          "A request to https://{} has the header Host: {} and is sent without an ID token: that"
              + " header selects the service, which would receive a token meant for another",
          Printable.text(host),
          Printable.text(String.valueOf(values)));
    }
    return false;
  }

  /** A hop is sent unchanged because nobody has verified the name of its host. */
  void unverified(String host) {
    passed();
    if (otherHosts.size() < MAX_OTHER_HOSTS && otherHosts.add(host)) {
      LOG.warn(
          "A request to https://{} is sent without an ID token: its client has compared the"
              + " certificate with other names than that",
          Printable.text(host));
    }
  }

  /** Whether a hop to a host may get a token: {@code false} for most, and quickly. */
  boolean mayHaveDestination(String host) {
    return audiences.mayFind(host);
  }

  /** Whether a hop has to wait for its token. */
  boolean mayHaveToWait(@Nullable String scheme, @Nullable String host, int port) {
    var destination = destination(scheme, host, port);
    return destination != null && cachedHeaderValue(destination.audience()) == null;
  }

  /** Whether the agent has been switched off. */
  boolean isOff() {
    return off;
  }

  /** Whether requests get tokens now. */
  public boolean isOn() {
    return !off && !missingIdentity.isMissing();
  }

  /** Requests get tokens from now on. If there were no Google credentials, they are looked for. */
  public void switchOn() {
    if (missingIdentity.clear()) {
      tokens.forgetFailures();
    }
    off = false;
  }

  /** Requests are sent unchanged from now on, also those that wait for a token. */
  public void switchOff() {
    off = true;
    tokens.endWaits();
  }

  /** A hop is sent unchanged. */
  void passed() {
    passed.increment();
  }

  /** A hop is sent with a token that it has waited for. */
  void sent(Audience audience) {
    tokens.sent(audience);
  }

  /** A hop to a configured origin has its response. */
  void received(int status) {
    if (status == UNAUTHORIZED) {
      unauthorized.increment();
    } else if (status == FORBIDDEN) {
      forbidden.increment();
    }
  }

  /** How many hops were sent unchanged. */
  public long passedHops() {
    return passed.sum();
  }

  /** How many responses had the status 401. */
  public long unauthorizedHops() {
    return unauthorized.sum();
  }

  /** How many responses had the status 403. */
  public long forbiddenHops() {
    return forbidden.sum();
  }

  /** The header that carries the token, or {@code null} if the application has set it. */
  @Nullable String header(boolean hasAuthorization, boolean hasServerlessAuthorization) {
    return headerChoice.header(hasAuthorization, hasServerlessAuthorization);
  }

  /** The header value, or {@code null} if the hop has to wait for it. */
  @Nullable String cachedHeaderValue(Audience audience) {
    var token = tokens.cached(audience);
    return token == null ? null : token.headerValue();
  }

  /** As {@link #cachedHeaderValue}, for a hop that is sent with it now. */
  @Nullable String takenHeaderValue(Audience audience) {
    var token = tokens.taken(audience);
    return token == null ? null : token.headerValue();
  }

  /** The header value of whatever token there is that has not expired, or {@code null}. */
  @Nullable String unexpiredHeaderValue(Audience audience) {
    var token = tokens.takenUnexpired(audience);
    return token == null ? null : token.headerValue();
  }

  /**
   * The header value, when there is one.
   *
   * @return a future of the caller's own, which ends within {@code token-timeout}: with {@code
   *     null} if the request is to be sent without a token, and with a {@link RequestFailure} if it
   *     must fail. Any other failure is an internal error in the agent
   */
  CompletableFuture<@Nullable String> headerValue(Destination destination) {
    var token = tokens.token(destination.audience());
    // Afterwards, so that no token fetched in the background delays this one.
    whenAwaited.run();
    var value = token.handle((arrived, failure) -> headerValue(destination, arrived, failure));
    // A caller that stops waiting no longer waits in the engine either.
    var unused = value.whenComplete((arrived, failure) -> token.cancel(false));
    return value;
  }

  /** How long a hop waits for its token at most, in milliseconds. */
  long waitMillis() {
    return tokens.timeoutMillis() + SLACK_MILLIS;
  }

  /** Keeps time for hops that wait without a thread. */
  Scheduler scheduler() {
    return tokens.scheduler();
  }

  /**
   * A hop has waited for {@link #waitMillis}, without a result.
   *
   * @return {@code null}: the hop is sent without a token
   * @throws RequestFailure if it must fail instead
   */
  @Nullable String overdue(Destination destination) throws RequestFailure {
    try {
      return headerValue(
          destination,
          null,
          new IOException(
              "no ID token for "
                  + Printable.text(destination.audience().aud())
                  + ": the agent has not answered within token-timeout"));
    } catch (CompletionException deliberate) {
      if (deliberate.getCause() instanceof RequestFailure) {
        throw (RequestFailure) deliberate.getCause();
      }
      throw deliberate;
    }
  }

  /**
   * A service has refused a token as invalid: it is not sent again.
   *
   * @param audience the audience of the hop
   * @param headerValue the header that was sent
   * @param serverDateMillis the time of day by the service's clock, in milliseconds since the
   *     epoch; 0 if it did not say
   */
  void refused(Audience audience, String headerValue, long serverDateMillis) {
    tokens.refused(audience, headerValue, serverDateMillis);
  }

  /**
   * Whether a failure to get a token only means that there are no Google credentials, and that is
   * no error. Requests are sent unchanged from then on, which is logged once.
   *
   * @param failure what {@link TokenEngine#token} failed with
   */
  public boolean disableIfNoIdentity(Throwable failure) {
    if (needsIdentity || !(failure.getCause() instanceof NoIdentityException)) {
      return false;
    }
    if (missingIdentity.set((NoIdentityException) failure.getCause())) {
      LOG.info("Requests go without ID tokens: {}", failure.getCause().getMessage());
    }
    return true;
  }

  /** Looks for credentials again in the background, if that is due. The request does not wait. */
  private void reviewIdentity(Audience audience) {
    if (!missingIdentity.beginReview()) {
      return;
    }
    try {
      var unused = tokens.tokenAhead(audience).whenComplete((token, failure) -> reviewed(failure));
    } catch (RuntimeException | Error noThread) {
      missingIdentity.undecided();
    }
  }

  private void reviewed(@Nullable Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause != null && disableIfNoIdentity(cause)) {
      return;
    }
    if (cause == null || isRefusal(cause.getCause())) {
      lift();
    } else {
      missingIdentity.undecided();
    }
  }

  /** Whether a source has refused: then there are credentials, and tokens can be requested. */
  private static boolean isRefusal(@Nullable Throwable cause) {
    if (!(cause instanceof TokenSourceException) || cause.getCause() != null) {
      return false;
    }
    var answer = (TokenSourceException) cause;
    return !answer.isRetryable() || answer.isLikelyPermanent();
  }

  private void lift() {
    if (missingIdentity.clear()) {
      // Audiences that failed because there were no credentials are tried again.
      tokens.forgetFailures();
      LOG.info("Google credentials found: requests get ID tokens from now on");
    }
  }

  /** Whether requests are sent unchanged because there are no Google credentials. */
  boolean isWithoutIdentity() {
    return missingIdentity.isMissing();
  }

  /**
   * Why requests to an audience were last sent without a token, as {@code on-failure} says; {@code
   * null} if none was.
   */
  @Nullable String whyPassedThrough(Audience audience) {
    return passedThrough.get(audience);
  }

  /** What a request is sent with when its wait is over: {@code null} for no token. */
  private @Nullable String headerValue(
      Destination destination, @Nullable IdToken token, @Nullable Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (off || cause instanceof WaitEndedException) {
      return null;
    }
    if (token != null) {
      return token.headerValue();
    }
    if (cause != null && disableIfNoIdentity(cause)) {
      return null;
    }
    if (!(cause instanceof IOException)) {
      throw new CompletionException(cause);
    }
    var message = String.valueOf(cause.getMessage());
    if (destination.onFailure() == OnFailure.PASS_THROUGH) {
      passThrough(destination.audience(), message);
      return null;
    }
    // An exception of each caller's own: one that callers share would show them each other's
    // stacks.
    throw new CompletionException(RequestFailure.noToken(new IOException(message, cause)));
  }

  private void passThrough(Audience audience, String message) {
    if (passedThrough.replace(audience, message) == null
        && passedThrough.size() < MAX_PASSED_THROUGH
        && passedThrough.put(audience, message) == null) {
      LOG.warn(
          "Requests for {} are sent without an ID token, as on-failure says: {}",
          audience,
          message);
    }
  }
}
