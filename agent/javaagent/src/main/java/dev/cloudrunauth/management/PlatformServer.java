package dev.cloudrunauth.management;

import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The JVM's own server of MBeans, at the moment when somebody gets it. The agent never makes it: it
 * is made once, by the builder that {@code javax.management.builder.initial} names then.
 *
 * <p>Any thread may call.
 */
public final class PlatformServer
    implements ClientModule, BiFunction<Object, @Nullable Object, Object> {

  private static final String AGENT = "dev.cloudrunauth:type=Agent";

  private final CompletableFuture<@Nullable AgentMXBean> agent;
  private final AtomicBoolean shown = new AtomicBoolean();

  /**
   * The adapter of the server.
   *
   * @param agent what is to be shown, once the configuration is read; {@code null} in it for
   *     nothing
   */
  public PlatformServer(CompletableFuture<@Nullable AgentMXBean> agent) {
    this.agent = agent;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    return List.of(
        WeavePoint.of(
                "java/lang/management/ManagementFactory",
                "getPlatformMBeanServer",
                "()Ljavax/management/MBeanServer;",
                Edit.SHOW_RETURNED,
                this,
                "JMX does not show the agent")
            .ofStaticMethod());
  }

  /**
   * Shows the agent there, the first time.
   *
   * @param server the server
   * @param unused nothing
   * @return the server itself
   */
  @Override
  public Object apply(Object server, @Nullable Object unused) {
    if (shown.compareAndSet(false, true)) {
      var ignored =
          agent.thenAccept(
              now -> {
                if (now != null) {
                  show(now, (MBeanServer) server);
                }
              });
    }
    return server;
  }

  private static void show(AgentMXBean agent, MBeanServer server) {
    try {
      server.registerMBean(agent, new ObjectName(AGENT));
    } catch (JMException | RuntimeException | LinkageError e) {
      LoggerFactory.getLogger(PlatformServer.class).warn("JMX does not show the agent", e);
    }
  }

  /**
   * Shows the agent in a server that is there already: where the agent comes to a running process,
   * perhaps nobody asks for it again. Where there is none, none is made.
   */
  public static void showWhereThereIsOne() {
    try {
      var servers = MBeanServerFactory.findMBeanServer(null);
      if (servers.isEmpty()) {
        // As before main, where an AOT cache has loaded the factory: the less of JMX the better.
        return;
      }
      var runtime = new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
      for (var server : servers) {
        if (server.isRegistered(runtime)) {
          var unused = ManagementFactory.getPlatformMBeanServer();
          return;
        }
      }
    } catch (JMException | RuntimeException | LinkageError e) {
      LoggerFactory.getLogger(PlatformServer.class).warn("JMX does not show the agent", e);
    }
  }
}
