package dev.cloudrunauth.local.federation;

import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.iam.IamCredentials;
import dev.cloudrunauth.local.identity.AccessTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A workload identity pool and the two servers of a federation with it. Threads may share it. */
public final class Federation {

  private static final Map<String, String> JSON =
      Map.of("type", "json", "subject_token_field_name", SubjectTokenSource.FIELD);

  /** As long as a program may take. */
  private static final int MOST_MILLIS = 30_000;

  private final WorkloadPool pool;
  private final SecurityTokenService securityTokenService;
  private final SubjectTokenSource subjectTokenSource;

  /**
   * Makes them.
   *
   * @param accessTokens who issues access tokens
   * @param clock by which subject tokens expire
   */
  public Federation(AccessTokens accessTokens, Clock clock) {
    pool = new WorkloadPool(clock);
    securityTokenService = new SecurityTokenService(pool, accessTokens, clock);
    subjectTokenSource = new SubjectTokenSource(pool, clock);
  }

  /** Returns Google's side. */
  public SecurityTokenService securityTokenService() {
    return securityTokenService;
  }

  /** Returns the workload's side. */
  public SubjectTokenSource subjectTokenSource() {
    return subjectTokenSource;
  }

  /**
   * Returns the content of the credentials file of a workload, and writes the file of its own token
   * if it has one.
   *
   * @param account the workload
   * @param port where the subject token source listens
   * @throws IOException if the token cannot be written
   */
  public Body file(ExternalAccount account, int port) throws IOException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("universe_domain", "googleapis.com");
    fields.put("type", "external_account");
    fields.put("audience", WorkloadPool.AUDIENCE);
    fields.put("subject_token_type", WorkloadPool.TOKEN_TYPE);
    fields.put("token_url", "https://" + SecurityTokenService.HOST + "/v1/token");
    fields.put("token_info_url", "https://" + SecurityTokenService.HOST + "/v1/introspect");
    account
        .impersonated()
        .map(IamCredentials::impersonationUrl)
        .map(URI::toString)
        .ifPresent(url -> fields.put("service_account_impersonation_url", url));
    fields.put("credential_source", source(account, port));
    return Body.json(fields);
  }

  private Map<String, Object> source(ExternalAccount account, int port) throws IOException {
    var source = new LinkedHashMap<String, Object>();
    if (account.command().isPresent()) {
      var printed = printed(pool.subjectToken(account.subject()));
      Files.write(account.tokenFile().orElseThrow(), printed.bytes());
      source.put(
          "executable", Map.of("command", account.command().get(), "timeout_millis", MOST_MILLIS));
      return source;
    }
    if (account.tokenFile().isPresent()) {
      write(account, account.tokenFile().get());
      source.put("file", account.tokenFile().get().toString());
    } else {
      source.put(
          "url", SubjectTokenSource.url(port, account.subject(), account.asJson()).toString());
      source.put("headers", SubjectTokenSource.HEADERS);
    }
    source.put("format", account.asJson() ? JSON : Map.of("type", "text"));
    return source;
  }

  /**
   * What a program prints.
   *
   * @see <a href="https://google.aip.dev/auth/4117">AIP-4117</a>
   */
  private static Body printed(String token) {
    return Body.json(
        Map.of(
            "version",
            1,
            "success",
            true,
            "token_type",
            WorkloadPool.TOKEN_TYPE,
            "id_token",
            token));
  }

  private void write(ExternalAccount account, Path file) throws IOException {
    String token = pool.subjectToken(account.subject());
    var content =
        account.asJson() ? Body.json(Map.of(SubjectTokenSource.FIELD, token)) : Body.of(token);
    Files.write(file, content.bytes());
  }
}
