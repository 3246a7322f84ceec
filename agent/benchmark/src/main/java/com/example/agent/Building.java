package com.example.agent;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;

/** Weaves with {@code AgentBuilder}, the way in which most Java agents are written. */
public final class Building {

  private Building() {}

  /**
   * Registers with the JVM.
   *
   * @param argument not used
   * @param instrumentation the JVM's instrumentation
   */
  public static void premain(String argument, Instrumentation instrumentation) {
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .ignore(nameStartsWith("net.bytebuddy."))
        .type(namedOneOf(WovenMethods.CLASSES.toArray(String[]::new)))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(WovenMethods.of(type.getName())))
        .installOn(instrumentation);
  }
}
