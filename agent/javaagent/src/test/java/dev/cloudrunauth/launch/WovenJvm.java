package dev.cloudrunauth.launch;

import dev.cloudrunauth.client.HopPolicy;
import dev.cloudrunauth.client.JavaNetHttpAnswer;
import dev.cloudrunauth.client.JavaNetHttpFuture;
import dev.cloudrunauth.client.JavaNetHttpHop;
import dev.cloudrunauth.client.OkHttpAnswer;
import dev.cloudrunauth.client.OkHttpHop;
import dev.cloudrunauth.client.Refusals;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.token.Ticker;
import dev.cloudrunauth.weave.ClassWatch;
import dev.cloudrunauth.weave.Hop;
import dev.cloudrunauth.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/**
 * The JVM that runs the tests, with its HTTP clients woven by the agent's own weaver and hook, as
 * in a process that the agent has come to. It stays woven, and lets every request be unless a test
 * says otherwise for as long as it runs.
 */
public final class WovenJvm {

  private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();
  private static final Policies POLICIES = new Policies();
  private static final Hook HOOK = new Hook(INSTRUMENTATION, POLICIES);
  private static ClassWatch watch = watch();
  private static final Field HOPS = weave();

  private WovenJvm() {}

  private static Field weave() {
    POLICIES.none();
    for (var hop : Hop.values()) {
      HOOK.prepare(hop);
    }
    watch.start(INSTRUMENTATION);
    try {
      return Class.forName("java.lang.CloudRunAuthHook").getField("hops");
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static ClassWatch watch() {
    var weaver =
        new Weaver(
            HOOK,
            (sentence, cause) -> {
              throw new AssertionError(sentence, cause);
            });
    return new ClassWatch() {
      @Override
      protected Weaver weaver() {
        return weaver;
      }
    };
  }

  /** Makes these classes as they were, although they are loaded and in use. */
  public static void takeOff(Class<?>... woven) throws UnmodifiableClassException {
    INSTRUMENTATION.removeTransformer(watch);
    INSTRUMENTATION.retransformClasses(woven);
  }

  /** Weaves what is loaded once more. */
  public static void weaveAgain() {
    watch = watch();
    watch.start(INSTRUMENTATION);
  }

  /** The instrumentation of this JVM. */
  public static Instrumentation instrumentation() {
    return INSTRUMENTATION;
  }

  /** Sets what woven code calls, in the order of {@link Hop}; returns what it has called before. */
  public static BiFunction<?, ?, ?>[] call(BiFunction<?, ?, ?>[] hops) {
    try {
      var before = (BiFunction<?, ?, ?>[]) HOPS.get(null);
      HOPS.set(null, hops);
      return before;
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The agent's adapters, in the order of {@link Hop}, that go by a policy. */
  public static BiFunction<?, ?, ?>[] adapters(CompletableFuture<@Nullable HopPolicy> policy) {
    var ticker = Ticker.system();
    return adapters(policy, new Explainer(ticker::wallMillis, ticker::steadyMillis));
  }

  /** The same, with what explains refusals. */
  public static BiFunction<?, ?, ?>[] adapters(
      CompletableFuture<@Nullable HopPolicy> policy, Explainer explainer) {
    CompletableFuture<@Nullable Refusals> refusals =
        policy.thenApply(read -> read == null ? null : Refusals.of(read, explainer));
    return new BiFunction<?, ?, ?>[] {
      new JavaNetHttpHop(policy),
      OkHttpHop.thatWaits(policy),
      OkHttpHop.thatAuthorizes(policy),
      new JavaNetHttpAnswer(refusals),
      new OkHttpAnswer(refusals),
      new JavaNetHttpFuture(policy),
      (BiFunction<Object, @Nullable Object, Object>) (server, nothing) -> server
    };
  }
}
