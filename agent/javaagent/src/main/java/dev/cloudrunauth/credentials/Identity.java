package dev.cloudrunauth.credentials;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.token.TokenSourceException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was found: with credentials to impersonate a service account, and often with
 * credentials to mint tokens of their own. Immutable; the credentials keep their access tokens.
 */
final class Identity {

  static final List<String> CLOUD_PLATFORM =
      Collections.singletonList("https://www.googleapis.com/auth/cloud-platform");

  /** What it takes to impersonate a service account. */
  static final String ROLE = "roles/iam.serviceAccountTokenCreator";

  private final String words;
  private final @Nullable String account;
  private final @Nullable IdTokenProvider minter;
  private final GoogleCredentials caller;
  private final String member;
  private final @Nullable UserLogin login;

  private Identity(
      String words,
      @Nullable String account,
      @Nullable IdTokenProvider minter,
      GoogleCredentials caller,
      String member,
      @Nullable UserLogin login) {
    this.words = words;
    this.account = account;
    this.minter = minter;
    this.caller = caller;
    this.member = member;
    this.login = login;
  }

  /**
   * Somebody for whom tokens can be minted.
   *
   * @param words who it is, for a message
   * @param account their e-mail, if it is known
   * @param minter mints ID tokens
   * @param caller gets access tokens with which to impersonate others
   */
  static Identity minting(
      String words, @Nullable String account, IdTokenProvider minter, GoogleCredentials caller) {
    return new Identity(words, account, minter, caller, "CALLER", null);
  }

  /**
   * Somebody who can do no more than impersonate.
   *
   * @param words who it is, for a message
   * @param caller gets access tokens
   * @param member how a grant names them
   */
  static Identity impersonating(String words, GoogleCredentials caller, String member) {
    return new Identity(words, null, null, caller, member, null);
  }

  /**
   * A person who has logged in through gcloud.
   *
   * @param words who it is, for a message
   * @param login mints tokens of the person's own, where that is allowed
   */
  static Identity person(String words, UserLogin login) {
    return new Identity(words, null, null, login.caller(), "user:YOUR_EMAIL", login);
  }

  /** Who it is, for a message. */
  String words() {
    return words;
  }

  /** Whether it is that service account. */
  boolean is(String principal) {
    return principal.equals(account);
  }

  /** Gets access tokens with which to impersonate others. */
  GoogleCredentials caller() {
    return caller;
  }

  /**
   * What mints ID tokens for them.
   *
   * @param audience the tokens' audience
   * @throws TokenSourceException if nothing does. A user's ID token has another audience than the
   *     one that is asked for, and a federated identity has none
   */
  IdTokenProvider minter(Audience audience) throws TokenSourceException {
    if (minter != null) {
      return minter;
    }
    if (login != null && audience.isForUsers()) {
      return login.minter(words);
    }
    throw new TokenSourceException(
        words
            + " cannot mint a token that a service takes: set \"impersonate\" to a service account"
            + " and grant the role to impersonate it: "
            + grant("SERVICE_ACCOUNT", member)
            + (login == null
                ? ""
                : "; or set \"user-credentials: true\", with which exact https://….run.app audiences"
                    + " get the person's own token"),
        false,
        0,
        null);
  }

  /** The command that lets a member impersonate a service account. */
  static String grant(String account, String member) {
    return "gcloud iam service-accounts add-iam-policy-binding "
        + account
        + " --member="
        + member
        + " --role="
        + ROLE;
  }
}
