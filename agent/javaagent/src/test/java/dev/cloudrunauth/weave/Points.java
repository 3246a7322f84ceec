package dev.cloudrunauth.weave;

import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.client.Clients;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Authorizers;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.ConfigurationWait;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.Library;
import dev.cloudrunauth.instrumentation.WeavePoint;
import dev.cloudrunauth.management.PlatformServer;
import dev.cloudrunauth.token.TokenThreads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The weave points of the agent's own modules. */
final class Points {

  /** What all woven code calls here. */
  static final int SLOT = 7;

  static final String EXCHANGE = "jdk/internal/net/http/Exchange";
  static final String MULTI_EXCHANGE = "jdk/internal/net/http/MultiExchange";

  /** On Java 15 and older. */
  static final WeavePoint CALL_FUTURE =
      WeavePoint.of(
          MULTI_EXCHANGE,
          "responseAsync",
          "(Ljava/util/concurrent/Executor;)Ljava/util/concurrent/CompletableFuture;",
          Edit.REPLACE_RETURNED,
          (subject, context) -> subject,
          "nothing");

  /** As {@code launch} has it. */
  static final Library JMX =
      Library.woven("", "JMX", "PlatformServer", "java/lang/management/ManagementFactory");

  private static final Map<Library, List<WeavePoint>> ALL = all();

  private Points() {}

  private static Map<Library, List<WeavePoint>> all() {
    var wait = new ConfigurationWait(TokenThreads::new, () -> OnFailure.FAIL, 1_000);
    var authorizers = new Authorizers(wait);
    JdkAccess none =
        jdkClass -> {
          throw new IllegalAccessException("not here");
        };
    var all = new LinkedHashMap<Library, List<WeavePoint>>();
    for (var client : Clients.woven()) {
      try {
        all.put(
            client,
            Class.forName(client.module())
                .asSubclass(ClientModule.class)
                .getConstructor(Authorizer.class, JdkAccess.class)
                .newInstance(authorizers.of(client), none)
                .weavePoints());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(client.title(), e);
      }
    }
    all.put(JMX, new PlatformServer(new CompletableFuture<>()).weavePoints());
    return all;
  }

  static List<WeavePoint> of(Library library) {
    return ALL.getOrDefault(library, List.of());
  }

  /** The library that a class belongs to. */
  static Library library(String internalName) {
    return ALL.keySet().stream()
        .filter(library -> library.contains(internalName))
        .findFirst()
        .orElseThrow();
  }

  /** What a weaver needs, which notes the points that are woven. */
  static Weaver.Preparation noting(List<WeavePoint> woven) {
    return new Weaver.Preparation() {
      @Override
      public List<WeavePoint> weavePoints(Library library) {
        return of(library);
      }

      @Override
      public int slot(WeavePoint point) {
        woven.add(point);
        return SLOT;
      }
    };
  }

  /** The weave points in a class. */
  static List<WeavePoint> in(String internalName) {
    return ALL.values().stream()
        .flatMap(List::stream)
        .filter(point -> Library.isNamed(internalName, point.className()))
        .toList();
  }
}
