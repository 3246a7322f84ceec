package dev.cloudrunauth.launch;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.Library;
import dev.cloudrunauth.instrumentation.WeavePoint;
import dev.cloudrunauth.management.PlatformServer;
import dev.cloudrunauth.weave.Weaver;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Creates the modules of the libraries that are loaded, and defines the one class of the agent in
 * {@code java.lang} that woven code calls.
 *
 * <p>Packages of the JDK are opened to the module of the agent's class loader alone, not to the
 * application's. Nothing is appended to the boot class path, which would make the JVM print a
 * warning and lose the application's class data archive.
 */
final class Hook implements Weaver.Preparation, JdkAccess {

  private static final String NAME = "java.lang.CloudRunAuthHook";
  private static final String FILE = "java/lang/CloudRunAuthHook.class";
  private static final int MAX_SLOTS = 256;

  private final Instrumentation instrumentation;
  private final Policies policies;
  private final Map<Library, List<WeavePoint>> weavePoints = new HashMap<>();
  private final IdentityHashMap<BiFunction<?, ?, ?>, Integer> slots = new IdentityHashMap<>();
  private final BiFunction<?, ?, ?>[] adapters = new BiFunction<?, ?, ?>[MAX_SLOTS];
  private boolean isDefined;

  /**
   * A hook to be defined.
   *
   * @param instrumentation the JVM's instrumentation
   * @param policies decide about the requests of the clients
   */
  Hook(Instrumentation instrumentation, Policies policies) {
    this.instrumentation = instrumentation;
    this.policies = policies;
  }

  /** Threads that weave at the same time wait for the one that creates the module. */
  @Override
  public synchronized List<WeavePoint> weavePoints(Library library)
      throws ReflectiveOperationException {
    var known = weavePoints.get(library);
    if (known == null) {
      known = module(library).weavePoints();
      weavePoints.put(library, known);
    }
    return known;
  }

  private ClientModule module(Library library) throws ReflectiveOperationException {
    if (library == Startup.JMX) {
      return new PlatformServer(policies.managed);
    }
    return Class.forName(library.module())
        .asSubclass(ClientModule.class)
        .getConstructor(Authorizer.class, JdkAccess.class)
        .newInstance(policies.authorizers.of(library), this);
  }

  /**
   * Gives the adapter of a point a slot. It loads classes of the JDK and of the agent, and no
   * other.
   *
   * @throws IllegalStateException if the JVM refuses to define the hook
   */
  @Override
  public synchronized int slot(WeavePoint point) {
    var slot = slots.get(point.adapter());
    if (slot == null) {
      slot = slots.size();
      adapters[slot] = point.adapter();
      slots.put(point.adapter(), slot);
    }
    if (!isDefined) {
      define();
      isDefined = true;
    }
    return slot;
  }

  @Override
  public Lookup lookupIn(Class<?> jdkClass) throws IllegalAccessException {
    instrumentation.redefineModule(
        jdkClass.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Collections.singletonMap(
            jdkClass.getPackageName(), Collections.singleton(Hook.class.getModule())),
        Collections.emptySet(),
        Collections.emptyMap());
    return MethodHandles.privateLookupIn(jdkClass, MethodHandles.lookup());
  }

  private void define() {
    try {
      var hook = lookupIn(Object.class).defineClass(classFile());
      // Private: whoever could replace an adapter would be handed the tokens.
      MethodHandles.privateLookupIn(hook, MethodHandles.lookup())
          .findStaticSetter(hook, "adapters", BiFunction[].class)
          .invoke((Object) adapters);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot define " + NAME, e);
    }
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
