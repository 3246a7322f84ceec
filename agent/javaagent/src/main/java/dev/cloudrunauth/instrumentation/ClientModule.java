package dev.cloudrunauth.instrumentation;

import java.util.List;

/**
 * What the agent does in one library: the weave points and their adapters. It is instantiated when
 * the first of the library's classes is loaded, in the middle of class loading, and must not do
 * more than create its adapters.
 *
 * <p>The module of an HTTP client has a public constructor with the parameters {@link Authorizer}
 * and {@link JdkAccess}.
 */
public interface ClientModule {

  /** Where the library is woven on this JVM. */
  List<WeavePoint> weavePoints();
}
