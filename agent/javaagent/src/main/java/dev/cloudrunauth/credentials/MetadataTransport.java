package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Speaks to the metadata server, past every proxy that the application is set up with: a stranger
 * would be handed the token.
 */
final class MetadataTransport extends SocketTransport {

  private static final String WHO = "the metadata server";
  private static final String UNIVERSE = "/universe-domain";
  private static final Pattern DOMAIN = Pattern.compile("[\\w.-]*\\s*");
  private static final int NOT_FOUND = 404;

  private static final String BINDING =
      "gcloud iam service-accounts add-iam-policy-binding"
          + " ACCOUNT@PROJECT.iam.gserviceaccount.com --role roles/iam.workloadIdentityUser --member"
          + " \"serviceAccount:PROJECT.svc.id.goog[NAMESPACE/KSA]\"";
  private static final String ANNOTATION =
      "kubectl annotate serviceaccount KSA --namespace NAMESPACE --overwrite"
          + " iam.gke.io/gcp-service-account=ACCOUNT@PROJECT.iam.gserviceaccount.com";

  /** What 404 means where ID tokens are asked for: no account, or none that has reached it yet. */
  private static final String UNBOUND =
      "there is no Google service account here to get ID tokens for. On GKE, bind the Kubernetes"
          + " service account to one: "
          + BINDING
          + " and "
          + ANNOTATION
          + ", or set \"impersonate\". In Cloud Build, set \"impersonate\"";

  /** GKE's server hands on what IAM has said. */
  private static final String NOT_PERMITTED = "iam.serviceAccounts.getOpenIdToken";

  private static final String NO_SUCH_ACCOUNT = "Gaia id not found";

  private final HostLookup hosts;

  MetadataTransport() {
    this(HostLookup.OF_JVM);
  }

  /** Tests bring name servers of their own. */
  MetadataTransport(HostLookup hosts) {
    this.hosts = hosts;
  }

  @Override
  String who(URI uri) {
    return WHO;
  }

  @Override
  String where(URI uri) {
    return WHO + " at " + uri.getRawAuthority();
  }

  @Override
  Route connect(URI uri) throws IOException {
    var address = hosts.address(uri.getHost());
    var socket = new LimitedSocket(Proxy.NO_PROXY);
    socket.connect(new InetSocketAddress(address, uri.getPort() < 0 ? 80 : uri.getPort()));
    return new Route(socket, socket, false);
  }

  @Override
  HttpAnswer accepted(String method, URI uri, HttpAnswer answer) throws TokenSourceException {
    var path = uri.getPath();
    if (answer.getStatusCode() == 200) {
      check(path, answer.text());
      return answer;
    }
    // The look for the server goes by the headers, whatever the status.
    if (path.isEmpty() || path.equals("/")) {
      return answer;
    }
    // A server from before there were universes: the library knows what that means.
    if (answer.getStatusCode() == NOT_FOUND && path.endsWith(UNIVERSE)) {
      return answer;
    }
    var refusal = SourceAnswer.of(WHO, answer);
    throw path.endsWith("/identity") ? advised(refusal, answer.text()) : refusal;
  }

  private static SourceAnswer advised(SourceAnswer refusal, String said) {
    if (said.contains(NO_SUCH_ACCOUNT)) {
      return refusal.likelyPermanent(
          "on GKE, the Kubernetes service account is annotated with an account that does not exist:"
              + " correct that: "
              + ANNOTATION);
    }
    if (said.contains(NOT_PERMITTED)) {
      return refusal.advising(
          "on GKE, the Kubernetes service account is not bound to the account that it is annotated"
              + " with: "
              + BINDING);
    }
    return refusal.status() == NOT_FOUND ? refusal.likelyPermanent(UNBOUND) : refusal;
  }

  private static void check(String path, String text) throws TokenSourceException {
    if (path.endsWith("/identity")) {
      Claims.check(text);
    } else if (path.endsWith("/token")) {
      JsonAnswer.check(WHO, text);
    } else if (path.endsWith(UNIVERSE) && !DOMAIN.matcher(text).matches()) {
      // The library would believe it for the life of the process.
      throw new TokenSourceException(WHO + "'s answer is not a domain", true, 0, null);
    }
  }
}
