package dev.cloudrunauth.credentials;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.Credentials;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdToken;
import com.google.auth.oauth2.IdTokenProvider;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account that the metadata server speaks for, with access tokens for all of Google Cloud. The
 * library's own credentials for it read {@code GCE_METADATA_HOST} themselves, and take a blank
 * variable, or one with a blank at its end, for a host.
 */
final class MetadataCredentials extends GoogleCredentials implements IdTokenProvider {

  private static final long serialVersionUID = 1;

  private static final String ACCOUNT = "/computeMetadata/v1/instance/service-accounts/default/";
  private static final String UNIVERSE = "/computeMetadata/v1/universe/universe-domain";
  private static final int NOT_FOUND = 404;

  private final String server;
  private final transient HttpTransportFactory transport;
  private volatile @Nullable String universe;

  /**
   * Credentials that have not been asked for yet.
   *
   * @param server the URL of the server, without a path
   * @param transport how to reach it; it throws a {@link TokenSourceException} for whatever is no
   *     token
   */
  MetadataCredentials(String server, HttpTransportFactory transport) {
    super(margins());
    this.server = server;
    this.transport = transport;
  }

  /** The server gives a new token only in the last four minutes of the one before. */
  private static GoogleCredentials.Builder margins() {
    var builder = GoogleCredentials.newBuilder();
    builder.setRefreshMargin(Duration.ofSeconds(225));
    builder.setExpirationMargin(Duration.ofMinutes(3));
    return builder;
  }

  @Override
  public IdToken idTokenWithAudience(@Nullable String audience, @Nullable List<Option> options)
      throws IOException {
    var url = new GenericUrl(server + ACCOUNT + "identity");
    url.set("format", "full");
    url.set("audience", audience);
    return IdToken.create(get(url).parseAsString().trim());
  }

  @Override
  public AccessToken refreshAccessToken() throws IOException {
    var url = new GenericUrl(server + ACCOUNT + "token");
    url.set("scopes", String.join(",", Identity.CLOUD_PLATFORM));
    var answer =
        GsonFactory.getDefaultInstance()
            .createJsonParser(get(url).parseAsString())
            .parseAndClose(GenericJson.class);
    var token = answer.get("access_token");
    if (!(token instanceof String)) {
      throw new TokenSourceException(
          "the metadata server's answer has no access token in it", true, 0, null);
    }
    var seconds = (BigDecimal) answer.get("expires_in");
    return new AccessToken(
        (String) token,
        seconds == null ? null : Date.from(Instant.now().plusSeconds(seconds.longValueExact())));
  }

  /** Where the IAM Credentials API of this server's cloud is. */
  @Override
  public String getUniverseDomain() throws IOException {
    var known = universe;
    if (known == null) {
      var response = get(new GenericUrl(server + UNIVERSE));
      var domain = response.getStatusCode() == NOT_FOUND ? "" : response.parseAsString().trim();
      known = domain.isEmpty() ? Credentials.GOOGLE_DEFAULT_UNIVERSE : domain;
      universe = known;
    }
    return known;
  }

  private HttpResponse get(GenericUrl url) throws IOException {
    var request = transport.create().createRequestFactory().buildGetRequest(url);
    request.getHeaders().set("Metadata-Flavor", "Google");
    request.setThrowExceptionOnExecuteError(false);
    return request.execute();
  }
}
