package com.example.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Times another agent's transformer. It is given to the JVM twice, before the other agent and after
 * it: transformers are asked in that order. For each class that is woven it prints a line {@code
 * woven NAME NANOSECONDS}. Clients load their classes on one thread here.
 */
public final class Stopwatch implements ClassFileTransformer {

  private static final String[] CLASSES = {
    "jdk/internal/net/http/Exchange",
    "jdk/internal/net/http/MultiExchange",
    "okhttp3/internal/connection/Exchange",
    "okhttp3/internal/http/CallServerInterceptor",
    "okhttp3/internal/http1/Http1ExchangeCodec",
    "okhttp3/internal/http2/Http2ExchangeCodec"
  };
  private static final long[] BEGAN = new long[CLASSES.length];

  private final boolean ends;

  private Stopwatch(boolean ends) {
    this.ends = ends;
  }

  /**
   * Registers with the JVM.
   *
   * @param argument {@code begin} or {@code end}
   * @param instrumentation the JVM's instrumentation
   */
  public static void premain(String argument, Instrumentation instrumentation) {
    instrumentation.addTransformer(new Stopwatch(argument.equals("end")), true);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classFile) {
    for (int i = 0; i < CLASSES.length; i++) {
      if (CLASSES[i].equals(className)) {
        time(i);
      }
    }
    return null;
  }

  private void time(int number) {
    long now = System.nanoTime();
    if (ends) {
      System.out.println("woven " + CLASSES[number] + " " + (now - BEGAN[number]));
    } else {
      BEGAN[number] = now;
    }
  }
}
