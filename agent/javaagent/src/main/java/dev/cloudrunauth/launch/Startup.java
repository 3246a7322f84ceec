package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.Strictness;
import dev.cloudrunauth.management.PlatformServer;
import dev.cloudrunauth.weave.ClassWatch;
import dev.cloudrunauth.weave.Weaver;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * All that the application's {@code main} waits for: it watches which classes are loaded, and
 * starts the thread that reads the configuration. Everything else is made by that thread while the
 * application starts, or by the first thread that needs it.
 */
final class Startup extends ClassWatch implements Runnable {

  /**
   * A class that the static initializer of {@code java.net.InetAddress} loads after it has read its
   * settings, and that nobody else can name: from its loading the beginning use of the network is
   * seen. {@code InetAddress} itself would not do: the verifier loads it together with a main class
   * that mentions it, before the first line of {@code main}. Where an AOT cache brings the class
   * along, it is never seen here, and the use of an HTTP client has to do.
   */
  static final String NETWORK_CLASS = "java/net/InetAddressImpl";

  private static final String MANAGEMENT_CLASS = "java/lang/management/ManagementFactory";

  private final @Nullable String argument;
  private final Instrumentation instrumentation;
  private final FirstUse firstUse;
  private @Nullable Wiring wiring;

  /** Whether classes that are woven now are the application's doing, and not an AOT cache's. */
  private volatile boolean applicationLoads;

  private volatile boolean hasServer;

  Startup(@Nullable String argument, Instrumentation instrumentation, FirstUse firstUse) {
    this.argument = argument;
    this.instrumentation = instrumentation;
    this.firstUse = firstUse;
  }

  /** Called once, before {@code main} or in a running process. */
  void begin() {
    if (Strictness.isPossible(argument, System.getProperties(), System.getenv())) {
      run();
    } else {
      var thread = new Thread(this, "cloud-run-auth-start");
      thread.setDaemon(true);
      thread.setContextClassLoader(Startup.class.getClassLoader());
      thread.start();
    }
    start(instrumentation);
    applicationLoads = true;
    if (hasServer) {
      PlatformServer.showWhereThereIsOne();
    }
  }

  /** Reads the configuration. */
  @Override
  public void run() {
    try {
      wiring().configuring.run();
    } catch (Throwable fault) {
      System.err.println("cloud-run-auth: not started, the application runs without it: " + fault);
    }
  }

  /**
   * The parts of the agent. Whoever comes second waits for the first, who loads classes of the
   * agent and of the JDK, and none that another thread could be loading while it waits here.
   */
  private synchronized Wiring wiring() {
    if (wiring == null) {
      wiring = new Wiring(argument, instrumentation, firstUse);
    }
    return wiring;
  }

  @Override
  protected Weaver weaver() {
    return wiring().weaver;
  }

  @Override
  protected void passed(@Nullable ClassLoader loader, String internalName) {
    if (loader == null && NETWORK_CLASS.equals(internalName)) {
      firstUse.ofNetwork();
    } else if (mayBeUnwovenClient(internalName)) {
      wiring().unwovenClients.loaded(internalName);
    }
  }

  /**
   * The first class of a client is the first use of it, unless an AOT cache brought it along: then
   * the first request that needs a token tells. Where the agent comes to a running process, there
   * may be a server of MBeans that nobody asks for again.
   */
  @Override
  protected void woven(String internalName) {
    if (MANAGEMENT_CLASS.equals(internalName)) {
      if (!applicationLoads) {
        hasServer = true;
      }
    } else if (applicationLoads) {
      firstUse.ofClient();
    }
  }

  /**
   * A few comparisons of the last letters, which the classes of all {@link UnwovenClient}s stand.
   */
  static boolean mayBeUnwovenClient(String internalName) {
    return internalName.endsWith("Client")
        || internalName.endsWith("ClientImpl")
        || internalName.endsWith("ChannelImpl")
        || internalName.endsWith("HttpClientHandler")
        || internalName.endsWith("CIOEngine");
  }
}
