package dev.cloudrunauth.launch;

import dev.cloudrunauth.client.Clients;
import dev.cloudrunauth.instrumentation.Library;
import dev.cloudrunauth.management.PlatformServer;
import dev.cloudrunauth.weave.ClassWatch;
import dev.cloudrunauth.weave.Weaver;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Watches which classes are loaded. Everything else is made by the thread that reads the
 * configuration while the application starts, or by the first thread that needs it.
 */
final class Startup extends ClassWatch {

  /**
   * A class that the static initializer of {@code java.net.InetAddress} loads after it has read its
   * settings, and that nobody else can name: from its loading the beginning use of the network is
   * seen. {@code InetAddress} itself would not do: the verifier loads it together with a main class
   * that mentions it, before the first line of {@code main}. Where an AOT cache brings the class
   * along, it is never seen here, and the use of an HTTP client has to do.
   */
  static final String NETWORK_CLASS = "java/net/InetAddressImpl";

  /**
   * The JDK's server of MBeans, at which the agent shows itself. It is woven because the agent must
   * not create it: the application may choose its builder in {@code main}.
   */
  static final Library JMX =
      Library.woven(
          "",
          "JMX",
          "dev.cloudrunauth.management.PlatformServer",
          "java/lang/management/ManagementFactory");

  private final Instrumentation instrumentation;
  private final FirstUse firstUse;
  private @Nullable Wiring wiring;

  /** Whether classes that are woven now are the application's doing, and not an AOT cache's. */
  private volatile boolean applicationLoads;

  private volatile boolean hasServer;

  Startup(Instrumentation instrumentation, FirstUse firstUse) {
    super(Clients.all());
    add(JMX);
    this.instrumentation = instrumentation;
    this.firstUse = firstUse;
  }

  /** Called once, before {@code main} or in a running process. */
  void begin() {
    start(instrumentation);
    applicationLoads = true;
    if (hasServer) {
      PlatformServer.showWhereThereIsOne();
    }
  }

  /** What reads the configuration, and sets the agent up. */
  Configuring configuring() {
    return wiring().configuring;
  }

  /**
   * The parts of the agent. Whoever comes second waits for the first, who loads classes of the
   * agent and of the JDK, and none that another thread could be loading while it waits here.
   */
  private synchronized Wiring wiring() {
    if (wiring == null) {
      wiring = new Wiring(instrumentation, firstUse);
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
    }
  }

  @Override
  protected void detected(Library library, @Nullable ClassLoader loader) {
    if (loader != Startup.class.getClassLoader()) {
      wiring().detectedClients.add(library);
    }
  }

  /**
   * The first class of a client is the first use of it, unless an AOT cache brought it along: then
   * the first request that needs a token tells. Where the agent comes to a running process, there
   * may be a server of MBeans that nobody asks for again.
   */
  @Override
  protected void woven(Library library) {
    if (library == JMX) {
      if (!applicationLoads) {
        hasServer = true;
      }
    } else if (applicationLoads) {
      firstUse.ofClient();
    }
  }
}
