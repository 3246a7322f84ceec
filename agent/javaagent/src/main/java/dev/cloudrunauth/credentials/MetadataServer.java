package dev.cloudrunauth.credentials;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponse;
import com.google.auth.http.HttpTransportFactory;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** The server on Google's machines that mints tokens for the account which they run as. */
final class MetadataServer {

  /** What a look for it has shown. */
  enum Presence {
    /** It is there. */
    PRESENT,
    /** Nobody knows its name, or something else answers there. */
    ABSENT,
    /** It refuses, fails or does not answer in time. It may be starting. */
    UNCERTAIN
  }

  private static final String FLAVOR = "Metadata-Flavor";
  private static final int TOO_MANY_REQUESTS = 429;

  private final Environment environment;
  private final HttpTransportFactory transport;

  /**
   * A server that nobody has asked yet.
   *
   * @param environment the environment variables
   * @param transport how to reach it
   */
  MetadataServer(Environment environment, HttpTransportFactory transport) {
    this.environment = environment;
    this.transport = transport;
  }

  /** Whether the environment says that it is there. */
  boolean isAnnounced() {
    return environment.isOfCloudRun() || environment.value(MetadataAddress.VARIABLE) != null;
  }

  /** Whether it is there. Where neither environment nor hardware says so, it is asked. */
  Presence presence() throws TokenSourceException {
    return isAnnounced() || isOnGoogleHardware() ? Presence.PRESENT : answers();
  }

  /**
   * The account that it speaks for. Asking whose that is would cost a request.
   *
   * @throws TokenSourceException if the environment has it where no server can be
   */
  Identity identity() throws TokenSourceException {
    var credentials = new MetadataCredentials(url(), transport);
    return Identity.minting(
        "the default service account of the metadata server", null, credentials, credentials);
  }

  private String url() throws TokenSourceException {
    return MetadataAddress.url(environment.value(MetadataAddress.VARIABLE));
  }

  /** What virtual machines and GKE nodes say of themselves; it spares them the question below. */
  private static boolean isOnGoogleHardware() {
    try (var in = new FileInputStream("/sys/class/dmi/id/product_name")) {
      return new String(in.readNBytes(64), StandardCharsets.US_ASCII).startsWith("Google");
    } catch (IOException unknown) {
      return false;
    }
  }

  private Presence answers() throws TokenSourceException {
    var url = new GenericUrl(url());
    try {
      var request = transport.create().createRequestFactory().buildGetRequest(url);
      request.getHeaders().set(FLAVOR, "Google");
      request.setThrowExceptionOnExecuteError(false);
      return judged(request.execute());
    } catch (IOException | RuntimeException noAnswer) {
      return noAnswer.getCause() instanceof UnknownHostException
          ? Presence.ABSENT
          : Presence.UNCERTAIN;
    }
  }

  private static Presence judged(HttpResponse response) {
    if (!"Google".equals(response.getHeaders().getFirstHeaderStringValue(FLAVOR))) {
      return Presence.ABSENT;
    }
    int status = response.getStatusCode();
    return status >= 500 || status == TOO_MANY_REQUESTS ? Presence.UNCERTAIN : Presence.PRESENT;
  }
}
