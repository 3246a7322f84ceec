package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.explain.Sent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ID token whose signature Google has removed. Cloud Run hands a container the header that it
 * has checked with {@code SIGNATURE_REMOVED_BY_GOOGLE} in place of the signature; a gateway that
 * copies all headers sends it on. It is nobody's credential, and a service that gets it answers
 * 401, so that it counts as no header at all.
 */
public final class RemovedSignature {

  private static final String MARK = "." + Sent.REMOVED_SIGNATURE;

  private RemovedSignature() {}

  /** Whether a header's value is such a token. */
  public static boolean isIn(String value) {
    return value.endsWith(MARK) || value.strip().endsWith(MARK);
  }

  /** Whether there are values of a header, and all of them are such tokens. */
  public static boolean areAll(@Nullable List<String> values) {
    if (values == null || values.isEmpty()) {
      return false;
    }
    for (int i = 0; i < values.size(); i++) {
      if (!isIn(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a header has a value that is no such token: the application's own. */
  public static boolean isOther(@Nullable List<String> values) {
    return values != null && !values.isEmpty() && !areAll(values);
  }
}
