package dev.cloudrunauth.launch;

import dev.cloudrunauth.client.JavaNetHttpAnswer;
import dev.cloudrunauth.client.JavaNetHttpFuture;
import dev.cloudrunauth.client.JavaNetHttpHop;
import dev.cloudrunauth.client.JavaNetHttpUserHeaders;
import dev.cloudrunauth.client.OkHttpAnswer;
import dev.cloudrunauth.client.OkHttpHop;
import dev.cloudrunauth.management.PlatformServer;
import dev.cloudrunauth.weave.Hop;
import dev.cloudrunauth.weave.Weaver;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.function.BiFunction;

/**
 * Puts the one class of ours into {@code java.lang}, when the first HTTP client is woven.
 *
 * <p>The package is opened to the module of the agent's class loader alone, not to the
 * application's. Nothing is appended to the boot class path, which would make the JVM print a
 * warning and lose the application's class data archive.
 */
final class Hook implements Weaver.Preparation {

  private static final String NAME = "java.lang.CloudRunAuthHook";
  private static final String FILE = "java/lang/CloudRunAuthHook.class";

  private final Instrumentation instrumentation;
  private final Policies policies;
  private final BiFunction<?, ?, ?>[] hops = new BiFunction<?, ?, ?>[Hop.values().length];
  private boolean defined;

  /**
   * A hook to be defined.
   *
   * @param instrumentation the JVM's instrumentation
   * @param policies what the adapters of the clients go by
   */
  Hook(Instrumentation instrumentation, Policies policies) {
    this.instrumentation = instrumentation;
    this.policies = policies;
  }

  /**
   * Makes the hook ready for a client. Threads that weave at the same time wait for the one that
   * does; it loads classes of the JDK and of the agent, and no other.
   *
   * @throws IllegalStateException if the JVM refuses
   */
  @Override
  public synchronized void prepare(Hop hop) {
    if (hops[hop.index] == null) {
      hops[hop.index] = adapter(hop);
    }
    if (!defined) {
      define();
      defined = true;
    }
  }

  /** Each adapter by itself: a JVM may have OkHttp and not the module of the other client. */
  private BiFunction<?, ?, ?> adapter(Hop hop) {
    switch (hop) {
      case JAVA_NET_HTTP:
        return new JavaNetHttpHop(policies.javaNetHttp);
      case OKHTTP_EXCHANGE:
        return OkHttpHop.waiting(policies.okHttp);
      case OKHTTP:
        return OkHttpHop.authorizing(policies.okHttp);
      case JAVA_NET_HTTP_ANSWER:
        return new JavaNetHttpAnswer(policies.javaNetHttpRefusals);
      case OKHTTP_ANSWER:
        return new OkHttpAnswer(policies.okHttpRefusals);
      case JAVA_NET_HTTP_FUTURE:
        return new JavaNetHttpFuture(policies.javaNetHttp);
      case PLATFORM_MBEAN_SERVER:
        return new PlatformServer(policies.managed);
      case JAVA_NET_HTTP_USER_HEADERS:
        return new JavaNetHttpUserHeaders();
    }
    throw new IllegalArgumentException("no adapter for " + hop);
  }

  private void define() {
    try {
      openJavaLang();
      var hook =
          MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
              .defineClass(classFile());
      // Private: whoever could replace an adapter would be handed the tokens, and the lookups.
      MethodHandles.privateLookupIn(hook, MethodHandles.lookup())
          .findStaticSetter(hook, "hops", BiFunction[].class)
          .invoke((Object) hops);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot define " + NAME, e);
    }
  }

  private void openJavaLang() {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Collections.singletonMap(
            Object.class.getPackageName(), Collections.singleton(Hook.class.getModule())),
        Collections.emptySet(),
        Collections.emptyMap());
  }

  private static byte[] classFile() throws IOException {
    try (var in = Hook.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " is missing in the agent's jar");
      }
      return in.readAllBytes();
    }
  }
}
