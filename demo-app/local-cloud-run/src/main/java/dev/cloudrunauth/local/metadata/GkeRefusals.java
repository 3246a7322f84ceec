package dev.cloudrunauth.local.metadata;

import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Response;

/**
 * What GKE's metadata server answers to whoever asks for an ID token, where the Kubernetes service
 * account of the pod and a Google service account do not fit together. It gives an access token all
 * the same.
 */
public final class GkeRefusals {

  private GkeRefusals() {}

  /** The Kubernetes service account stands for no Google service account. */
  public static Fault notAnnotated() {
    return Fault.answer(Response.html(404, "Not Found\n"));
  }

  /** It is annotated with a service account that does not exist. */
  public static Fault annotatedWith(String account) {
    return Fault.answer(
        Response.html(404, "Not found; Gaia id not found for email " + account + "\n"));
  }

  /** It may not impersonate the service account that it is annotated with. */
  public static Fault notBound() {
    return Fault.answer(
        Response.html(
            403,
            "Unable to generate identity token; IAM returned 403 Forbidden: Permission"
                + " 'iam.serviceAccounts.getOpenIdToken' denied on resource (or it may not"
                + " exist).\n"));
  }
}
