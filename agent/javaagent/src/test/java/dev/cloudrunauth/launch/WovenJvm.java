package dev.cloudrunauth.launch;

import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.client.ConfigurationWait;
import dev.cloudrunauth.client.ConfiguredPolicy;
import dev.cloudrunauth.client.ConfiguredRefusals;
import dev.cloudrunauth.client.HopPolicy;
import dev.cloudrunauth.client.JavaNetHttpAnswer;
import dev.cloudrunauth.client.JavaNetHttpFuture;
import dev.cloudrunauth.client.JavaNetHttpHop;
import dev.cloudrunauth.client.JavaNetHttpUserHeaders;
import dev.cloudrunauth.client.OkHttpAnswer;
import dev.cloudrunauth.client.OkHttpHop;
import dev.cloudrunauth.client.Refusals;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.token.Ticker;
import dev.cloudrunauth.token.TokenThreads;
import dev.cloudrunauth.weave.ClassWatch;
import dev.cloudrunauth.weave.Hop;
import dev.cloudrunauth.weave.TrainingRun;
import dev.cloudrunauth.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
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
      openJavaLang();
      var hops = Class.forName("java.lang.CloudRunAuthHook").getDeclaredField("hops");
      hops.setAccessible(true);
      return hops;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** For this test alone: the agent opens it to its own loader's module. */
  private static void openJavaLang() {
    INSTRUMENTATION.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(WovenJvm.class.getModule())),
        Set.of(),
        Map.of());
  }

  private static ClassWatch watch() {
    var weaver =
        new Weaver(
            HOOK,
            new TrainingRun(() -> false),
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
    var refusals = new ConfiguredRefusals();
    var unused =
        policy.thenAccept(read -> refusals.set(read == null ? null : Refusals.of(read, explainer)));
    var configured =
        new ConfiguredPolicy(
            new ConfigurationWait(TokenThreads::new, () -> OnFailure.FAIL, 20_000), policy);
    return new BiFunction<?, ?, ?>[] {
      new JavaNetHttpHop(configured),
      OkHttpHop.waiting(configured),
      OkHttpHop.authorizing(configured),
      new JavaNetHttpAnswer(refusals),
      new OkHttpAnswer(refusals),
      new JavaNetHttpFuture(configured),
      (BiFunction<Object, @Nullable Object, Object>) (server, nothing) -> server,
      new JavaNetHttpUserHeaders()
    };
  }
}
