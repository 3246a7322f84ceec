package dev.cloudrunauth.credentials;

import com.google.api.client.http.GenericUrl;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ComputeEngineCredentials;
import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds the identity that this process has, in the order of Google's Application Default
 * Credentials: the file that {@code GOOGLE_APPLICATION_CREDENTIALS} names, what {@code gcloud auth
 * application-default login} left, the metadata server.
 *
 * <p>It looks when the first token is asked for and not before, so that the agent uses the network
 * only after the application does. Where the environment says that there is a metadata server, as
 * on Cloud Run, nothing is looked for. What is found is kept; what is not found is looked for again
 * at the next question.
 *
 * <p>Threads may share it.
 */
public final class AmbientIdentity {

  private static final String KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";
  private static final String METADATA_HOST = "GCE_METADATA_HOST";
  private static final String[] METADATA_SERVER_IS_THERE = {
    "K_SERVICE", "CLOUD_RUN_JOB", METADATA_HOST
  };

  private final Map<String, String> environment;
  private final File home;
  private final HttpTransportFactory metadata;
  private final HttpTransportFactory internet = InternetTransport::new;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Identity found;

  /**
   * An identity to be found.
   *
   * @param environment the environment variables
   * @param home the user's home directory
   */
  public AmbientIdentity(Map<String, String> environment, File home) {
    this(environment, home, MetadataTransport::new);
  }

  /** Tests bring a transport with a metadata server of their own behind it. */
  AmbientIdentity(Map<String, String> environment, File home, HttpTransportFactory metadata) {
    this.environment = environment;
    this.home = home;
    this.metadata = metadata;
  }

  /** How to reach Google's servers on the internet. */
  HttpTransportFactory internet() {
    return internet;
  }

  /**
   * Whether the credentials come from a file, so that it takes the internet to mint a token, and
   * with it the JVM's proxy and trust store. Without a file it is the metadata server that mints.
   * This reads no file and asks nobody.
   */
  public boolean comesFromFile() {
    return file() != null;
  }

  /** Who was found; {@code null} before that. */
  @Nullable Identity known() {
    return found;
  }

  /**
   * The identity of this process.
   *
   * @throws NoIdentityException if there is none
   * @throws TokenSourceException if there is one, but its file cannot be read
   */
  Identity identity() throws TokenSourceException {
    var known = found;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      known = found;
      if (known == null) {
        known = find();
        found = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private Identity find() throws TokenSourceException {
    var file = file();
    if (file != null) {
      return file.identity();
    }
    if (isToldOfMetadataServer() || isOnGoogleHardware() || metadataServerAnswers()) {
      return metadataServer();
    }
    throw new NoIdentityException(
        "no Google credentials: "
            + KEY_FILE
            + " is not set, "
            + gcloudFile()
            + " does not exist, and no metadata server answers. On a laptop, run \"gcloud auth"
            + " application-default login --impersonate-service-account=SERVICE_ACCOUNT\"");
  }

  private @Nullable CredentialsFile file() {
    var keyFile = environment.get(KEY_FILE);
    if (keyFile != null && !keyFile.isEmpty()) {
      return new CredentialsFile(new File(keyFile), KEY_FILE + " names", internet);
    }
    var gcloudFile = gcloudFile();
    return !isToldOfMetadataServer() && gcloudFile.isFile()
        ? new CredentialsFile(gcloudFile, "gcloud left", internet)
        : null;
  }

  private boolean isToldOfMetadataServer() {
    for (var name : METADATA_SERVER_IS_THERE) {
      if (environment.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  private Identity metadataServer() {
    var credentials =
        ComputeEngineCredentials.newBuilder().setHttpTransportFactory(metadata).build();
    return Identity.minting(
        "the default service account of the metadata server",
        null,
        credentials,
        credentials.createScoped(Identity.CLOUD_PLATFORM));
  }

  /** Where gcloud keeps the application default credentials. */
  private File gcloudFile() {
    var config = environment.get("CLOUDSDK_CONFIG");
    var appData = environment.get("APPDATA");
    File directory;
    if (config != null) {
      directory = new File(config);
    } else if (File.separatorChar == '\\' && appData != null) {
      directory = new File(appData, "gcloud");
    } else {
      directory = new File(home, ".config/gcloud");
    }
    return new File(directory, "application_default_credentials.json");
  }

  /** What virtual machines and GKE nodes say of themselves; it spares them the question below. */
  private static boolean isOnGoogleHardware() {
    try (var in = new FileInputStream("/sys/class/dmi/id/product_name")) {
      return new String(in.readNBytes(64), StandardCharsets.US_ASCII).startsWith("Google");
    } catch (IOException unknown) {
      return false;
    }
  }

  private boolean metadataServerAnswers() {
    try {
      var url = new GenericUrl(ComputeEngineCredentials.getMetadataServerUrl());
      var request = metadata.create().createRequestFactory().buildGetRequest(url);
      request.getHeaders().set("Metadata-Flavor", "Google");
      var flavor = request.execute().getHeaders().getFirstHeaderStringValue("Metadata-Flavor");
      return "Google".equals(flavor);
    } catch (IOException | RuntimeException noAnswer) {
      return false;
    }
  }
}
