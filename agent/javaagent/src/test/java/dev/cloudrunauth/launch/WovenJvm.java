package dev.cloudrunauth.launch;

import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.client.Clients;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Authorizers;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.ConfigurationWait;
import dev.cloudrunauth.instrumentation.HopPolicy;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.token.Ticker;
import dev.cloudrunauth.token.TokenThreads;
import dev.cloudrunauth.weave.ClassWatch;
import dev.cloudrunauth.weave.TrainingRun;
import dev.cloudrunauth.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.util.LinkedHashSet;
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
  private static final Field ADAPTERS = weave();

  private WovenJvm() {}

  private static Field weave() {
    POLICIES.authorizers.leaveUnchangedIfUnread();
    try {
      // In this order each has its slot.
      for (var client : Clients.woven()) {
        for (var point : HOOK.weavePoints(client)) {
          HOOK.slot(point);
        }
      }
      watch.start(INSTRUMENTATION);
      openJavaLang();
      var adapters = Class.forName("java.lang.CloudRunAuthHook").getDeclaredField("adapters");
      adapters.setAccessible(true);
      return adapters;
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
              // Of a class that another test has broken on purpose.
              if (!(cause instanceof InternalError)) {
                throw new AssertionError(sentence, cause);
              }
            });
    return new ClassWatch(Clients.all()) {
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

  /** Sets what woven code calls; returns what it has called before. */
  public static BiFunction<?, ?, ?>[] call(BiFunction<?, ?, ?>[] adapters) {
    try {
      var before = (BiFunction<?, ?, ?>[]) ADAPTERS.get(null);
      ADAPTERS.set(null, adapters);
      return before;
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The agent's adapters in the order of their slots, with a policy. */
  public static BiFunction<?, ?, ?>[] adapters(CompletableFuture<@Nullable HopPolicy> policy) {
    var ticker = Ticker.system();
    return adapters(policy, new Explainer(ticker::wallMillis, ticker::steadyMillis));
  }

  /** The same, with what explains refusals. */
  public static BiFunction<?, ?, ?>[] adapters(
      CompletableFuture<@Nullable HopPolicy> policy, Explainer explainer) {
    var wait = new ConfigurationWait(TokenThreads::new, () -> OnFailure.FAIL, 20_000);
    return adapters(policy, explainer, wait);
  }

  /** The same, with what requests do until the policy is known. */
  public static BiFunction<?, ?, ?>[] adapters(
      CompletableFuture<@Nullable HopPolicy> policy, Explainer explainer, ConfigurationWait wait) {
    var authorizers = new Authorizers(wait);
    var unused =
        policy.thenAccept(
            read -> {
              if (read == null) {
                authorizers.leaveUnchangedIfUnread();
              } else {
                authorizers.authorize(read, id -> true, explainer);
              }
            });
    var adapters = new LinkedHashSet<BiFunction<?, ?, ?>>();
    for (var client : Clients.woven()) {
      for (var point : module(client.module(), authorizers.of(client)).weavePoints()) {
        adapters.add(point.adapter());
      }
    }
    return adapters.toArray(new BiFunction<?, ?, ?>[0]);
  }

  private static ClientModule module(String name, Authorizer authorizer) {
    try {
      return Class.forName(name)
          .asSubclass(ClientModule.class)
          .getConstructor(Authorizer.class, JdkAccess.class)
          .newInstance(authorizer, HOOK);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
