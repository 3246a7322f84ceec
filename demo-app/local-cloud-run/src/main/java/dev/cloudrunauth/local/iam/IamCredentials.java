package dev.cloudrunauth.local.iam;

import dev.cloudrunauth.local.fault.FaultyServer;
import dev.cloudrunauth.local.fault.Minting;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.identity.AccessTokens;
import dev.cloudrunauth.local.identity.Callers;
import dev.cloudrunauth.local.identity.IdTokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The IAM Credentials API, which gives a caller the tokens of the accounts that it may impersonate.
 * Threads may share it.
 *
 * @see <a href="https://cloud.google.com/iam/docs/reference/credentials/rest">its reference</a>
 */
public final class IamCredentials extends FaultyServer<ImpersonationRequest> {

  /** Where Google has it. */
  public static final String HOST = "iamcredentials.googleapis.com";

  private static final String ACCOUNTS = "/v1/projects/-/serviceAccounts/";

  private static final Pattern LIFETIME = Pattern.compile("([1-9][0-9]{0,4})s");
  private static final Duration LONGEST = Duration.ofHours(1);

  private final IdTokens idTokens;
  private final AccessTokens accessTokens;
  private final Callers callers;
  private final Grants grants;

  /**
   * Starts without a fault.
   *
   * @param idTokens who signs ID tokens
   * @param accessTokens who issues access tokens
   * @param callers who is known to call
   * @param grants who may impersonate whom
   * @param clock by which the steps of a script last
   */
  public IamCredentials(
      IdTokens idTokens, AccessTokens accessTokens, Callers callers, Grants grants, Clock clock) {
    super("iam", clock);
    this.idTokens = idTokens;
    this.accessTokens = accessTokens;
    this.callers = callers;
    this.grants = grants;
  }

  /** Returns the URL that credentials files name when they impersonate an account. */
  public static URI impersonationUrl(String account) {
    return URI.create("https://" + HOST + ACCOUNTS + account + ":generateAccessToken");
  }

  @Override
  public boolean isAt(String host, String path) {
    return host.equals(HOST) || (host.equals("127.0.0.1") && path.startsWith(ACCOUNTS));
  }

  @Override
  protected ImpersonationRequest entry(Request request) {
    return ImpersonationRequest.of(request, callers.of(request));
  }

  @Override
  protected boolean isForToken(Request request) {
    return true;
  }

  @Override
  protected Response answer(Request request, Minting minting) {
    var wish = entry(request);
    if (wish.caller().equals(ImpersonationRequest.NOBODY)) {
      return GoogleError.unauthenticated();
    }
    return switch (wish.method()) {
      case "generateIdToken" -> idToken(wish, minting);
      case "generateAccessToken" -> accessToken(wish, minting);
      default -> GoogleError.notFound();
    };
  }

  private Response idToken(ImpersonationRequest wish, Minting minting) {
    if (wish.audience().isEmpty()) {
      return GoogleError.invalidArgument("The audience is required.");
    }
    if (!isGranted(wish)) {
      return GoogleError.permissionDenied("iam.serviceAccounts.getOpenIdToken");
    }
    var claims = wish.includeEmail() ? IdTokens.emailOf(wish.account()) : Map.<String, Object>of();
    var minted =
        idTokens.mint(new IdTokens.Wish(wish.audience().get(), wish.account(), claims), minting);
    return Response.json(200, Map.of("token", minted.token()));
  }

  private Response accessToken(ImpersonationRequest wish, Minting minting) {
    if (wish.scope().isEmpty()) {
      return GoogleError.invalidArgument("At least one scope is required.");
    }
    var lifetime = wish.lifetime().map(IamCredentials::lifetime).orElse(Optional.of(LONGEST));
    if (lifetime.isEmpty()) {
      return GoogleError.invalidArgument("The lifetime must be from 1s to 3600s.");
    }
    if (!isGranted(wish)) {
      return GoogleError.permissionDenied("iam.serviceAccounts.getAccessToken");
    }
    var token = accessTokens.issue(wish.account(), lifetime.get(), minting);
    return Response.json(
        200, Map.of("accessToken", token.value(), "expireTime", token.expiresAt().toString()));
  }

  private boolean isGranted(ImpersonationRequest wish) {
    return grants.allow(wish.caller(), wish.delegates(), wish.account());
  }

  private static Optional<Duration> lifetime(String value) {
    return Optional.of(LIFETIME.matcher(value))
        .filter(seconds -> seconds.matches())
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.group(1))))
        .filter(lifetime -> lifetime.compareTo(LONGEST) <= 0);
  }
}
