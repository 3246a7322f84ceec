package com.example.caller;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import java.io.IOException;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yaml.snakeyaml.Yaml;

/**
 * An application with libraries of its own that the agent has too. It makes its calls, uses each
 * library, and prints where its class comes from and what it answers.
 */
public final class Clash {

  private static final List<String> LOOKED_FOR =
      List.of(
          "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
          "com/google/auth/oauth2/GoogleCredentials.class",
          "com/google/common/collect/ImmutableList.class",
          "com/google/gson/Gson.class",
          "net/bytebuddy/jar/asm/ClassReader.class",
          "org/slf4j/Logger.class",
          "org/slf4j/impl/StaticLoggerBinder.class",
          "org/snakeyaml/engine/v2/api/Load.class");

  private Clash() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls, each as {@link Call} reads it
   * @throws IOException if a library has no answer
   * @throws ReflectiveOperationException if a class that was made is none
   */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    LoggerFactory.getLogger("com.example").info("a line of the {}'s", "application");
    Caller.main(arguments);
    print(Logger.class, LoggerFactory.getILoggerFactory().getClass().getName());
    print(Gson.class, new Gson().toJson(List.of("a", "b")));
    print(ImmutableList.class, ImmutableList.of("a", "b").reverse());
    print(GoogleCredentials.class, credentials().getRequestMetadata());
    print(Load.class, new Load(LoadSettings.builder().build()).loadFromString("{a: [1, 2]}"));
    print(Yaml.class, new Yaml().load("{a: [1, 2]}"));
    print(ByteBuddy.class, made());
    for (var name : LOOKED_FOR) {
      for (var url : Collections.list(Clash.class.getClassLoader().getResources(name))) {
        System.out.println("found " + name + " at " + url);
      }
    }
  }

  @SuppressWarnings("JavaUtilDate")
  private static GoogleCredentials credentials() {
    return GoogleCredentials.create(new AccessToken("the application's", new Date(Long.MAX_VALUE)));
  }

  private static Object made() throws ReflectiveOperationException {
    // Byte Buddy has to be told what to make where it is older than the JVM.
    return new ByteBuddy(ClassFileVersion.JAVA_V8)
        .subclass(Object.class)
        .name("com.example.caller.Made")
        .method(ElementMatchers.isToString())
        .intercept(FixedValue.value("made"))
        .make()
        .load(Clash.class.getClassLoader())
        .getLoaded()
        .getConstructor()
        .newInstance();
  }

  private static void print(Class<?> type, Object answer) {
    var source = type.getProtectionDomain().getCodeSource().getLocation();
    System.out.println(type.getName() + " from " + source + ": " + answer);
  }
}
