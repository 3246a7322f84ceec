package dev.cloudrunauth.audience;

/**
 * The OAuth clients of gcloud, which are the audiences of a person's own ID tokens. Cloud Run
 * accepts these two and no other OAuth client.
 */
public final class GcloudClient {

  private static final String APPLICATION_DEFAULT_LOGIN = "764086051850-";
  private static final String LOGIN = "32555940559.";

  private GcloudClient() {}

  /** Whether this is the id of one of them. */
  public static boolean isId(String text) {
    return text.startsWith(APPLICATION_DEFAULT_LOGIN) || text.startsWith(LOGIN);
  }
}
