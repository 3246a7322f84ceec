package com.example.caller;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which classes that an application does not bring can be loaded by it all the same. */
final class Visible {

  private static final List<String> CLASSES =
      List.of(
          "com.google.auth.oauth2.GoogleCredentials",
          "com.google.common.collect.ImmutableList",
          "com.google.gson.Gson",
          "dev.cloudrunauth.Agent",
          "dev.cloudrunauth.launch.Launch",
          "dev.cloudrunauth.lib.com.google.gson.Gson",
          "dev.cloudrunauth.log.LogProvider",
          "java.lang.CloudRunAuthHook",
          "net.bytebuddy.ByteBuddy",
          "net.bytebuddy.jar.asm.ClassReader",
          "org.slf4j.Logger",
          "org.snakeyaml.engine.v2.api.Load");

  /** Of the JDK and of OkHttp: when which of them is first used is their own affair. */
  private static final Pattern LATE =
      Pattern.compile("(com\\.sun|javax?|jdk|kotlin|okhttp3|okio|sun)(\\..*)?");

  private Visible() {}

  static void describe(Set<String> found) {
    var loaders =
        Map.of(
            "application", ClassLoader.getSystemClassLoader(),
            "platform", ClassLoader.getPlatformClassLoader(),
            "thread", Thread.currentThread().getContextClassLoader());
    for (var name : CLASSES) {
      loaders.forEach(
          (whose, loader) -> {
            try {
              Class.forName(name, false, loader);
              found.add("class " + name + " by the loader of the " + whose);
            } catch (ClassNotFoundException notThere) {
              // As it should be.
            }
          });
    }
    for (var loader = ClassLoader.getSystemClassLoader();
        loader != null;
        loader = loader.getParent()) {
      for (var each : loader.getDefinedPackages()) {
        if (!LATE.matcher(each.getName()).matches()) {
          found.add("package " + each.getName() + " of the loader " + loader.getName());
        }
      }
    }
  }
}
