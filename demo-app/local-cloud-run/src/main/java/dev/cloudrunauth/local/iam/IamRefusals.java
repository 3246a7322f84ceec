package dev.cloudrunauth.local.iam;

import dev.cloudrunauth.local.fault.Fault;
import java.util.Map;

/**
 * The reasons for which the IAM Credentials API answers 403, beside a role that is missing. All are
 * as Google's APIs put them.
 */
public final class IamRefusals {

  private static final String CONSUMER = "projects/123456789012";
  private static final String API = "googleapis.com";

  private IamRefusals() {}

  /** The project of the caller has never enabled the API. */
  public static Fault apiDisabled() {
    return denied(
        "IAM Service Account Credentials API has not been used in project 123456789012 before or it"
            + " is disabled. Enable it by visiting"
            + " https://console.developers.google.com/apis/api/iamcredentials.googleapis.com/overview?project=123456789012"
            + " then retry. If you enabled this API recently, wait a few minutes for the action to"
            + " propagate to our systems and retry.",
        "SERVICE_DISABLED",
        API);
  }

  /** The machine's access scopes leave the API out. */
  public static Fault scopeInsufficient() {
    return denied(
        "Request had insufficient authentication scopes.", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", API);
  }

  /** The caller names a quota project that it may not use. */
  public static Fault quotaProjectDenied() {
    return denied(
        "Caller does not have required permission to use project demo-project. Grant the caller the"
            + " roles/serviceusage.serviceUsageConsumer role, or a custom role with the"
            + " serviceusage.services.use permission, by visiting"
            + " https://console.developers.google.com/iam-admin/iam/project?project=demo-project"
            + " and then retry. Propagation of the new permission may take a few minutes.",
        "USER_PROJECT_DENIED",
        API);
  }

  /** A perimeter of VPC Service Controls keeps the caller out. */
  public static Fault perimeterViolated() {
    return denied(
        "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier:"
            + " hVqv8r7MF4yBJ0TbyXkYGnLm1NB6rJ6Sg0tV5sB2fXm9",
        "SECURITY_POLICY_VIOLATED",
        API);
  }

  private static Fault denied(String message, String reason, String domain) {
    var metadata = Map.of("service", IamCredentials.HOST, "consumer", CONSUMER);
    return Fault.answer(
        GoogleError.of(403, "PERMISSION_DENIED", message, reason, domain, metadata));
  }
}
