package com.example.agent;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.util.Objects;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the JDK's client and of OkHttp 5 in which our agent has a say, each with an advice
 * of the same shape as its edit there. What stands for the hook is a method of the JDK that returns
 * its argument, so that no time goes into defining one.
 */
final class WovenMethods {

  static final String EXCHANGE = "jdk.internal.net.http.Exchange";
  static final String MULTI_EXCHANGE = "jdk.internal.net.http.MultiExchange";
  static final String OKHTTP_EXCHANGE = "okhttp3.internal.connection.Exchange";
  static final String OKHTTP_ANSWER = "okhttp3.internal.http.CallServerInterceptor";
  static final Set<String> OKHTTP_CODECS =
      Set.of(
          "okhttp3.internal.http1.Http1ExchangeCodec", "okhttp3.internal.http2.Http2ExchangeCodec");
  static final Set<String> CLASSES =
      Set.of(
          EXCHANGE,
          MULTI_EXCHANGE,
          OKHTTP_EXCHANGE,
          OKHTTP_ANSWER,
          "okhttp3.internal.http1.Http1ExchangeCodec",
          "okhttp3.internal.http2.Http2ExchangeCodec");

  private WovenMethods() {}

  /** Returns the change of a class. */
  static AsmVisitorWrapper of(String className) {
    return switch (className) {
      case EXCHANGE -> Advice.to(Early.class).on(named("responseAsync").and(takesArguments(0)));
      case MULTI_EXCHANGE ->
          Advice.to(Replaced.class).on(named("responseFilters").and(takesArguments(1)));
      case OKHTTP_ANSWER ->
          Advice.to(Shown.class).on(named("intercept").and(takesArguments(1)).and(not(isBridge())));
      default ->
          Advice.to(Replaced.class)
              .on(named("writeRequestHeaders").and(takesArguments(1)).and(not(isBridge())));
    };
  }

  static final class Early {

    private Early() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(@Advice.This Object self) {
      Objects.requireNonNull(self);
      return null;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter @Nullable Object early,
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC)
            @Nullable Object returned) {
      if (early != null) {
        returned = early;
      }
    }
  }

  static final class Replaced {

    private Replaced() {}

    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC)
            Object argument) {
      argument = Objects.requireNonNullElse(argument, "");
    }
  }

  static final class Shown {

    private Shown() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return Object returned) {
      Objects.requireNonNull(returned);
    }
  }
}
