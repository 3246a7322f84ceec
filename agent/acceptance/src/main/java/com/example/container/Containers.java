package com.example.container;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jboss.modules.LocalModuleLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Runs guests in loaders that know as little of each other as their kind of container allows: web
 * applications, OSGi bundles, JBoss modules. All guests make the same calls at the same time, and a
 * line is printed for each call: who made it and what came of it.
 */
public final class Containers {

  private static final String GUEST = "com.example.caller.Guest";

  private Containers() {}

  /**
   * Runs the program.
   *
   * @param arguments the guests, {@code KIND NAME PLACE}; {@code --}; the calls, with the guest's
   *     name for each {@code {}}
   * @throws Exception if a container fails
   */
  public static void main(String[] arguments) throws Exception {
    try {
      run(arguments);
    } catch (Throwable failure) {
      failure.printStackTrace();
      // A framework that runs would keep the JVM.
      System.exit(1);
    }
  }

  private static void run(String[] arguments) throws Exception {
    var rest = List.of(arguments);
    int end = rest.indexOf("--");
    var calls = rest.subList(end + 1, rest.size());
    Framework framework = null;
    var threads = new ArrayList<Thread>();
    for (var guest : rest.subList(0, end)) {
      var words = guest.split(" ", 3);
      ClassLoader loader;
      switch (words[0]) {
        case "web":
          loader = new ChildFirst(words[2].split(" ", -1));
          break;
        case "osgi":
          if (framework == null) {
            framework = framework(words[2]);
          }
          loader = bundle(framework.getBundleContext(), words[1]);
          break;
        case "jboss":
          loader =
              new LocalModuleLoader(new File[] {new File(words[2])})
                  .loadModule(words[1])
                  .getClassLoader();
          break;
        default:
          throw new IllegalArgumentException(guest);
      }
      threads.add(new Thread(() -> run(words[0] + "-" + words[1], loader, calls)));
    }
    for (var thread : threads) {
      thread.start();
    }
    for (var thread : threads) {
      thread.join();
    }
    if (framework != null) {
      framework.stop();
      framework.waitForStop(0);
    }
  }

  /** Nothing but {@code java.*} is delegated to the JVM, as is the default. */
  private static Framework framework(String folder) throws Exception {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("org.osgi.framework.storage", folder + "/storage");
    configuration.put("org.osgi.framework.bootdelegation", "");
    var factory = ServiceLoader.load(FrameworkFactory.class).iterator().next();
    var framework = factory.newFramework(configuration);
    framework.start();
    var bundles = new ArrayList<Bundle>();
    for (var jar : new File(folder).listFiles(file -> file.getName().endsWith(".jar"))) {
      bundles.add(framework.getBundleContext().installBundle(jar.toURI().toString()));
    }
    for (var bundle : bundles) {
      bundle.start();
    }
    return framework;
  }

  private static ClassLoader bundle(BundleContext context, String name) {
    for (var bundle : context.getBundles()) {
      if (name.equals(bundle.getSymbolicName())) {
        return bundle.adapt(BundleWiring.class).getClassLoader();
      }
    }
    throw new IllegalArgumentException("no bundle " + name);
  }

  @SuppressWarnings("unchecked")
  private static void run(String name, ClassLoader loader, List<String> calls) {
    Thread.currentThread().setContextClassLoader(loader);
    try {
      var guest = loader.loadClass(GUEST).getConstructor().newInstance();
      for (var call : calls) {
        var outcome = ((Function<String, String>) guest).apply(call.replace("{}", name));
        System.out.println(name + " " + outcome);
      }
      ((AutoCloseable) guest).close();
    } catch (Exception failure) {
      throw new IllegalStateException(name, failure);
    }
  }
}
