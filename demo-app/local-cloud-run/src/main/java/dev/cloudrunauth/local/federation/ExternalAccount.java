package dev.cloudrunauth.local.federation;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A workload elsewhere that Google knows through a federation, as a credentials file of type {@code
 * external_account} describes it. Immutable.
 *
 * @param subject the name by which its own identity provider knows it: letters, digits, hyphens
 * @param tokenFile the file that holds its own token; if there is none, it asks a URL for it
 * @param asJson whether its token comes as a field of a JSON object, or else as plain text
 * @param impersonated the e-mail of the account that the credentials file names in its {@code
 *     service_account_impersonation_url}
 * @param command the program that the credentials file has run for the token, which finds what it
 *     has to print in the token's file
 */
public record ExternalAccount(
    String subject,
    Optional<Path> tokenFile,
    boolean asJson,
    Optional<String> impersonated,
    Optional<String> command) {

  /** Returns a workload whose token lies in that file. */
  public static ExternalAccount withFile(String subject, Path tokenFile) {
    return new ExternalAccount(
        subject, Optional.of(tokenFile), false, Optional.empty(), Optional.empty());
  }

  /** Returns a workload that gets its token from a URL of the stand-in. */
  public static ExternalAccount withUrl(String subject) {
    return new ExternalAccount(
        subject, Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  /** Returns this workload with its token in a JSON object. */
  public ExternalAccount inJson() {
    return new ExternalAccount(subject, tokenFile, true, impersonated, command);
  }

  /** Returns this workload, impersonating an account. */
  public ExternalAccount impersonating(String account) {
    return new ExternalAccount(subject, tokenFile, asJson, Optional.of(account), command);
  }

  /** Returns this workload with a program that prints its token. */
  public ExternalAccount runningProgram(String newCommand) {
    return new ExternalAccount(subject, tokenFile, asJson, impersonated, Optional.of(newCommand));
  }

  /** Returns the {@code principal://} to which roles are granted. */
  public String principal() {
    return WorkloadPool.principal(subject);
  }
}
