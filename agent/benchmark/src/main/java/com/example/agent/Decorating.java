package com.example.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Compares names as our agent does, and then weaves with {@code ByteBuddy().decorate()} and {@code
 * Advice}: the cheapest that Byte Buddy's API offers.
 */
public final class Decorating implements ClassFileTransformer {

  private final Set<String> internalNames = new HashSet<>();

  private Decorating() {
    for (var name : WovenMethods.CLASSES) {
      internalNames.add(name.replace('.', '/'));
    }
  }

  /**
   * Registers with the JVM.
   *
   * @param argument not used
   * @param instrumentation the JVM's instrumentation
   */
  public static void premain(String argument, Instrumentation instrumentation) {
    instrumentation.addTransformer(new Decorating(), true);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classFile) {
    if (className == null || !internalNames.contains(className)) {
      return null;
    }
    try {
      return woven(loader, className.replace('/', '.'), classFile);
    } catch (RuntimeException | Error failure) {
      // The JVM says nothing of it.
      failure.printStackTrace();
      throw failure;
    }
  }

  private static byte[] woven(@Nullable ClassLoader loader, String name, byte[] classFile) {
    var locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    var type = TypePool.Default.of(locator).describe(name).resolve();
    try (var made =
        new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .decorate(type, locator)
            .visit(WovenMethods.of(name))
            .make()) {
      return made.getBytes();
    }
  }
}
