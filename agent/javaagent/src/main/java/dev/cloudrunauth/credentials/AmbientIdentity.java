package dev.cloudrunauth.credentials;

import com.google.auth.http.HttpTransportFactory;
import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.File;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
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

  private final Environment environment;
  private final File home;
  private final MetadataServer metadataServer;
  private final HttpTransportFactory internet;
  private final AtomicReference<@Nullable FutureTask<Identity>> search = new AtomicReference<>();
  private volatile @Nullable Identity found;

  /**
   * An identity to be found.
   *
   * @param environment the environment variables
   * @param home the user's home directory
   */
  public AmbientIdentity(Map<String, String> environment, File home) {
    this(environment, home, MetadataTransport::new, InternetTransport::new);
  }

  /** Tests bring transports with servers of their own behind them. */
  AmbientIdentity(
      Map<String, String> environment,
      File home,
      HttpTransportFactory metadata,
      HttpTransportFactory internet) {
    this.environment = new Environment(environment);
    this.home = home;
    this.metadataServer = new MetadataServer(this.environment, metadata);
    this.internet = internet;
  }

  /** How to reach Google's servers on the internet. */
  HttpTransportFactory internet() {
    return internet;
  }

  /**
   * Whether the credentials come from a file, so that it takes the internet to mint a token, and
   * with it the JVM's proxy and trust store. Without a file it is the metadata server that mints.
   * This opens no file and asks nobody.
   */
  public boolean comesFromFile() {
    return keyFile() != null || gcloudLeftFile();
  }

  /**
   * Where the identity will be looked for first, in words for a report. This opens no file and asks
   * nobody.
   */
  public String expected() {
    if (keyFile() != null) {
      return "the credentials that " + KEY_FILE + " names";
    }
    if (gcloudLeftFile()) {
      return "the credentials that gcloud left";
    }
    return "the default service account of the metadata server";
  }

  /** Who was found; {@code null} before that. */
  @Nullable Identity known() {
    return found;
  }

  /**
   * The identity of this process. While several threads ask, one looks, and the others wait for it
   * until their own {@link Deadline}.
   *
   * @throws NoIdentityException if there is none
   * @throws TokenSourceException if there is one, but its file cannot be read
   */
  Identity identity() throws TokenSourceException {
    var known = found;
    return known == null ? outcome(search()) : known;
  }

  /** The search that is under way, or one that this thread has made. */
  private FutureTask<Identity> search() {
    var mine = new FutureTask<>(this::find);
    var others = search.compareAndExchange(null, mine);
    if (others != null) {
      return others;
    }
    try {
      mine.run();
    } finally {
      search.set(null);
    }
    return mine;
  }

  private Identity outcome(FutureTask<Identity> search) throws TokenSourceException {
    try {
      return search.isDone()
          ? search.get()
          : search.get(Deadline.current().leftMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw Refusal.of(failure);
    } catch (TimeoutException | SocketTimeoutException late) {
      throw unknownYet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknownYet();
    }
  }

  private TokenSourceException unknownYet() {
    return comesFromFile()
        ? new TokenSourceException(expected() + " cannot be read in time", true, 0, null)
        : nobody(false);
  }

  private Identity find() throws TokenSourceException {
    var known = found;
    if (known == null) {
      known = find(keyFile());
      found = known;
    }
    return known;
  }

  private Identity find(@Nullable String keyFile) throws TokenSourceException {
    if (keyFile != null) {
      return inFile(new File(keyFile), KEY_FILE + " names");
    }
    if (gcloudLeftFile()) {
      return inFile(gcloudFile(), "gcloud left");
    }
    switch (metadataServer.presence()) {
      case ABSENT:
        throw nobody(true);
      case UNCERTAIN:
        throw nobody(false);
      case PRESENT:
        break;
    }
    return metadataServer.identity();
  }

  private Identity inFile(File file, String whose) throws TokenSourceException {
    return new CredentialsFile(file, whose, internet, metadataServer).identity();
  }

  private NoIdentityException nobody(boolean certain) {
    return new NoIdentityException(
        "no Google credentials: "
            + KEY_FILE
            + " is not set, "
            + gcloudFile()
            + " does not exist, and no metadata server answers. On a laptop, run \"gcloud auth"
            + " application-default login --impersonate-service-account=SERVICE_ACCOUNT\"",
        certain);
  }

  private @Nullable String keyFile() {
    return environment.value(KEY_FILE);
  }

  /** On Google's machines a file that somebody left in an image does not count. */
  private boolean gcloudLeftFile() {
    return !metadataServer.isAnnounced() && gcloudFile().isFile();
  }

  /** Where gcloud keeps the application default credentials. */
  private File gcloudFile() {
    var config = environment.value("CLOUDSDK_CONFIG");
    var appData = environment.value("APPDATA");
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
}
