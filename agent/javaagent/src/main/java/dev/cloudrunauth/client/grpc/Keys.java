package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import java.util.Locale;

/** The keys of metadata in one copy of gRPC. Immutable. */
final class Keys {

  private static final ClassValue<Keys> BY_CLASS = Handles.byClass(Keys::new);

  final Api api;
  private final Object standard;
  private final Object serverless;

  private Keys(Class<?> metadata) throws ReflectiveOperationException {
    api = Api.of(metadata);
    standard = key(HeaderChoice.STANDARD);
    serverless = key(HeaderChoice.SERVERLESS);
  }

  /** Those of the copy that metadata is of. */
  static Keys in(Object metadata) {
    return BY_CLASS.get(metadata.getClass());
  }

  /** The key of a header. */
  Object of(String name) throws ReflectiveOperationException {
    if (name.equals(HeaderChoice.STANDARD)) {
      return standard;
    }
    return name.equals(HeaderChoice.SERVERLESS) ? serverless : key(name);
  }

  private Object key(String name) throws ReflectiveOperationException {
    try {
      return api.key(name.toLowerCase(Locale.ROOT));
    } catch (ReflectiveOperationException | RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable impossible) {
      throw new ReflectiveOperationException(impossible);
    }
  }
}
