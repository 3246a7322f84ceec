package dev.cloudrunauth.launch;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Sees from the loading of a class that the application begins to use the network. It changes no
 * class.
 *
 * <p>The class is one that the static initializer of {@code java.net.InetAddress} loads after it
 * has read its settings, and that nobody else can name. {@code InetAddress} itself would not do:
 * the verifier loads it together with a main class that mentions it, before the first line of
 * {@code main}. Where an AOT cache brings the class along, it is never seen here, and the use of an
 * HTTP client has to do.
 */
final class NetworkUse implements ClassFileTransformer {

  private static final String CLASS = "java/net/InetAddressImpl";

  private final FirstUse firstUse;

  NetworkUse(FirstUse firstUse) {
    this.firstUse = firstUse;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classFile) {
    // Not when another agent has it transformed once more.
    if (loader == null && classBeingRedefined == null && CLASS.equals(className)) {
      firstUse.ofNetwork();
    }
    return null;
  }
}
