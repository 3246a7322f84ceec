package dev.cloudrunauth.instrumentation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which header carries the token. Cloud Run checks {@code X-Serverless-Authorization} if it is
 * there, and {@code Authorization} otherwise. Whatever the choice, a header that the application
 * has set is never overwritten.
 */
public enum HeaderChoice {
  /** {@code Authorization}, or the other one where the application uses that itself. */
  AUTO {
    @Override
    public @Nullable String header(boolean hasAuthorization, boolean hasServerlessAuthorization) {
      if (hasServerlessAuthorization) {
        return null;
      }
      return hasAuthorization ? SERVERLESS : STANDARD;
    }
  },

  /** {@code Authorization}, or none. */
  AUTHORIZATION {
    @Override
    public @Nullable String header(boolean hasAuthorization, boolean hasServerlessAuthorization) {
      return hasAuthorization || hasServerlessAuthorization ? null : STANDARD;
    }
  },

  /** {@code X-Serverless-Authorization}, or none. */
  X_SERVERLESS_AUTHORIZATION {
    @Override
    public @Nullable String header(boolean hasAuthorization, boolean hasServerlessAuthorization) {
      return hasServerlessAuthorization ? null : SERVERLESS;
    }
  };

  /** The header that Cloud Run checks, unless the other one is there. */
  public static final String STANDARD = "Authorization";

  /** The header that Cloud Run checks first. */
  public static final String SERVERLESS = "X-Serverless-Authorization";

  /** A header's name as HTTP/2 has it, without a new text for each request. */
  public static String inHttp2(String name) {
    switch (name) {
      case STANDARD:
        return "authorization";
      case SERVERLESS:
        return "x-serverless-authorization";
      case HostHeader.NAME:
        return "host";
      default:
        return name.toLowerCase(Locale.ROOT);
    }
  }

  /** Whether Cloud Run may look for a token in a header. */
  public static boolean isCredential(String name) {
    return name.equalsIgnoreCase(STANDARD) || name.equalsIgnoreCase(SERVERLESS);
  }

  /**
   * The header for one hop.
   *
   * @param hasAuthorization whether the application has set {@code Authorization}
   * @param hasServerlessAuthorization whether it has set {@code X-Serverless-Authorization}
   * @return a header that the application has not set, or {@code null} to leave the hop alone
   */
  public abstract @Nullable String header(
      boolean hasAuthorization, boolean hasServerlessAuthorization);
}
