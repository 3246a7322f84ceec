package dev.cloudrunauth.credentials;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import com.google.auth.oauth2.UserCredentials;
import dev.cloudrunauth.audience.GcloudClient;
import dev.cloudrunauth.token.TokenSourceException;

/**
 * The login of a person, as {@code gcloud auth application-default login} leaves it. The ID token
 * that it yields has gcloud as its audience; Cloud Run takes it for every service that the person
 * may invoke, and IAP takes none of them. Immutable; the credentials keep their access token.
 */
final class UserLogin {

  private final UserCredentials credentials;
  private final MetadataServer metadataServer;

  /**
   * A login.
   *
   * @param credentials what the file has
   * @param metadataServer which there is on Google Cloud, where a service account speaks for the
   *     workload
   */
  UserLogin(UserCredentials credentials, MetadataServer metadataServer) {
    this.credentials = credentials;
    this.metadataServer = metadataServer;
  }

  /** Gets access tokens with which to impersonate others. */
  GoogleCredentials caller() {
    return credentials;
  }

  /**
   * What mints the person's own ID tokens.
   *
   * @param words who it is, for a message
   * @throws TokenSourceException on Google Cloud, while it is uncertain whether this is that, or if
   *     Cloud Run does not take them
   */
  IdTokenProvider minter(String words) throws TokenSourceException {
    switch (metadataServer.presence()) {
      case PRESENT:
        throw refused(
            words
                + " are not used on Google Cloud: let the workload have a service account, and remove"
                + " GOOGLE_APPLICATION_CREDENTIALS");
      case UNCERTAIN:
        throw new TokenSourceException(
            words
                + " are not used on Google Cloud, and whether this is Google Cloud is not known yet:"
                + " its metadata server has a name here and does not answer",
            true,
            0,
            null);
      case ABSENT:
        break;
    }
    if (!GcloudClient.isId(credentials.getClientId())) {
      throw refused(
          words
              + " are of an OAuth client that Cloud Run does not take: log in by \"gcloud auth"
              + " application-default login\" without --client-id-file");
    }
    return credentials;
  }

  private static TokenSourceException refused(String why) {
    return new TokenSourceException(why, false, 0, null);
  }
}
