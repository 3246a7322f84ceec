package dev.cloudrunauth.local.fault;

import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Response;
import java.util.Locale;
import java.util.Optional;

/** What a server may answer with status 200 instead of a token. */
public enum Garbage {
  /** A body of no bytes. */
  EMPTY,
  /** A page, as of a captive portal. */
  HTML,
  /** Text in the place of the token. */
  NOT_A_JWT,
  /** A JWT without {@code exp}. */
  NO_EXPIRY,
  /** A JWT whose {@code exp} is in the past. */
  EXPIRED,
  /** A JWT for an audience that nobody has asked for. */
  OTHER_AUDIENCE;

  private static final String PAGE =
      "<!doctype html><title>Sign in</title><p>Sign in to use this network.\n";

  /** Returns the answer, if this is all of it and not only what stands for the token in it. */
  public Optional<Response> wholeAnswer() {
    return switch (this) {
      case EMPTY -> Optional.of(Response.of(200, "text/html", Body.EMPTY));
      case HTML -> Optional.of(Response.html(200, PAGE));
      default -> Optional.empty();
    };
  }

  /** Returns the name that scripts have for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
