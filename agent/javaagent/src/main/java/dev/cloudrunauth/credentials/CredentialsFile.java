package dev.cloudrunauth.credentials;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.util.Map;

/**
 * A file with Google credentials, of any of the types that there are. What is in it is never shown:
 * it may be a private key.
 */
final class CredentialsFile {

  private static final String IMPERSONATION_URL = "service_account_impersonation_url";

  private final File file;
  private final CredentialsJson content;
  private final HttpTransportFactory internet;
  private final MetadataServer metadataServer;

  /**
   * A file that has not been looked at.
   *
   * @param file the file
   * @param whose who says that it is the one, for a message
   * @param internet how to reach the servers that it names
   * @param metadataServer where there is one, a person's own tokens are not used
   */
  CredentialsFile(
      File file, String whose, HttpTransportFactory internet, MetadataServer metadataServer) {
    this.file = file;
    this.content = new CredentialsJson(file, whose);
    this.internet = internet;
    this.metadataServer = metadataServer;
  }

  /**
   * Reads it.
   *
   * @throws TokenSourceException if it is missing, or is not what it should be
   */
  Identity identity() throws TokenSourceException {
    var json = content.read();
    var type = content.text(json, "type");
    try {
      for (var key : required(type)) {
        content.text(json, key);
      }
      new CredentialsUrls(content).check(json);
      switch (type) {
        case "service_account":
          return serviceAccount((ServiceAccountCredentials) credentials(json));
        case "authorized_user":
          return person((UserCredentials) credentials(json));
        case "external_account":
          return federated(json);
        case "external_account_authorized_user":
          return Identity.impersonating(
              "workforce user credentials" + inFile(),
              credentials(json),
              "principal://YOUR_SUBJECT");
        case "impersonated_service_account":
          return impersonated(json);
        default:
          throw content.unreadable(
              "its type is \""
                  + Refusal.shorten(type)
                  + "\", and the agent knows service_account, authorized_user, external_account,"
                  + " external_account_authorized_user and impersonated_service_account");
      }
    } catch (TokenSourceException alreadyClear) {
      throw alreadyClear;
    } catch (IOException notUnderstood) {
      throw content.unreadable(Refusal.shorten(notUnderstood.getMessage()));
    } catch (RuntimeException notUnderstood) {
      // Its text may quote what is in the file.
      throw content.unreadable(
          "as a file of type " + type + " it lacks a value, or has a wrong one");
    }
  }

  private static String[] required(String type) {
    switch (type) {
      case "service_account":
        return new String[] {"client_email", "client_id", "private_key", "private_key_id"};
      case "authorized_user":
        return new String[] {"client_id", "client_secret", "refresh_token"};
      case "external_account":
        return new String[] {"audience", "subject_token_type", "token_url"};
      case "impersonated_service_account":
        return new String[] {IMPERSONATION_URL};
      default:
        return new String[] {};
    }
  }

  private Identity serviceAccount(ServiceAccountCredentials key) {
    return Identity.minting(
        "service account " + key.getClientEmail() + " (key file " + file + ")",
        key.getClientEmail(),
        key,
        caller(key));
  }

  private Identity person(UserCredentials read) {
    return Identity.person("user credentials" + inFile(), new UserLogin(read, metadataServer));
  }

  /** A federated identity, or the service account that the file lets it impersonate. */
  private Identity federated(GenericJson json) throws IOException {
    var words =
        "the federated identity" + inFile() + (runsProgram(json) ? " by its executable" : "");
    var url = json.remove(IMPERSONATION_URL);
    var source = credentials(json);
    if (!(url instanceof String)) {
      return Identity.impersonating(words, source, "principal://YOUR_SUBJECT");
    }
    // Google's library would make access tokens of that account, and no ID tokens.
    return impersonating(
        words,
        ImpersonatedCredentials.newBuilder()
            .setTargetPrincipal(account((String) url))
            .setIamEndpointOverride((String) url),
        source);
  }

  /** Which may be slow, or not be allowed. */
  private static boolean runsProgram(GenericJson json) {
    var source = json.get("credential_source");
    return source instanceof Map && ((Map<?, ?>) source).containsKey("executable");
  }

  private Identity impersonated(GenericJson json) throws IOException {
    account(content.text(json, IMPERSONATION_URL));
    var read = (ImpersonatedCredentials) credentials(json);
    var source = read.getSourceCredentials();
    var words =
        source instanceof ServiceAccountCredentials
            ? "service account " + ((ServiceAccountCredentials) source).getClientEmail()
            : "user credentials";
    return impersonating(words + inFile(), read.toBuilder(), source);
  }

  private Identity impersonating(
      String words, ImpersonatedCredentials.Builder builder, GoogleCredentials source) {
    var credentials =
        builder
            .setSourceCredentials(caller(source))
            .setScopes(Identity.CLOUD_PLATFORM)
            .setHttpTransportFactory(internet)
            .build();
    return Identity.minting(
        words + " impersonating " + credentials.getAccount(),
        credentials.getAccount(),
        new Impersonation(credentials),
        credentials);
  }

  /** The library would retry, beyond every limit of the engine that retries already. */
  private static GoogleCredentials caller(GoogleCredentials source) {
    var once =
        source instanceof ServiceAccountCredentials
            ? ((ServiceAccountCredentials) source).createWithCustomRetryStrategy(false)
            : source;
    return once.createScoped(Identity.CLOUD_PLATFORM);
  }

  private String account(String url) throws TokenSourceException {
    var account = ImpersonationUrl.account(url);
    if (account == null) {
      throw content.unreadable("its " + IMPERSONATION_URL + " names no service account");
    }
    return account;
  }

  private GoogleCredentials credentials(GenericJson json) throws IOException {
    var bytes = GsonFactory.getDefaultInstance().toByteArray(json);
    return GoogleCredentials.fromStream(new ByteArrayInputStream(bytes), internet);
  }

  private String inFile() {
    return " (" + file + ")";
  }
}
