package dev.cloudrunauth.credentials;

import com.google.api.client.http.GenericUrl;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ComputeEngineCredentials;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The server on Google's machines that mints tokens for the account which they run as. */
final class MetadataServer {

  private static final String[] ANNOUNCEMENTS = {"K_SERVICE", "CLOUD_RUN_JOB", "GCE_METADATA_HOST"};

  private final Map<String, String> environment;
  private final HttpTransportFactory transport;

  /**
   * A server that nobody has asked yet.
   *
   * @param environment the environment variables
   * @param transport how to reach it
   */
  MetadataServer(Map<String, String> environment, HttpTransportFactory transport) {
    this.environment = environment;
    this.transport = transport;
  }

  /** Whether the environment says that it is there. */
  boolean isAnnounced() {
    for (var name : ANNOUNCEMENTS) {
      if (environment.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is there. Where neither environment nor hardware says so, it is asked. */
  boolean isPresent() {
    return isAnnounced() || isOnGoogleHardware() || answers();
  }

  /** The account that it speaks for. Asking whose that is would cost a request. */
  Identity identity() {
    var credentials =
        ComputeEngineCredentials.newBuilder().setHttpTransportFactory(transport).build();
    return Identity.minting(
        "the default service account of the metadata server",
        null,
        credentials,
        credentials.createScoped(Identity.CLOUD_PLATFORM));
  }

  /** What virtual machines and GKE nodes say of themselves; it spares them the question below. */
  private static boolean isOnGoogleHardware() {
    try (var in = new FileInputStream("/sys/class/dmi/id/product_name")) {
      return new String(in.readNBytes(64), StandardCharsets.US_ASCII).startsWith("Google");
    } catch (IOException unknown) {
      return false;
    }
  }

  private boolean answers() {
    try {
      var url = new GenericUrl(ComputeEngineCredentials.getMetadataServerUrl());
      var request = transport.create().createRequestFactory().buildGetRequest(url);
      request.getHeaders().set("Metadata-Flavor", "Google");
      var flavor = request.execute().getHeaders().getFirstHeaderStringValue("Metadata-Flavor");
      return "Google".equals(flavor);
    } catch (IOException | RuntimeException noAnswer) {
      return false;
    }
  }
}
