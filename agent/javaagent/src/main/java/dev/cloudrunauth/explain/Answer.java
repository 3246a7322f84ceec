package dev.cloudrunauth.explain;

import java.util.List;
import java.util.function.Function;

/** What the head of an answer says about a refusal. The body is not needed. Immutable. */
public final class Answer {

  /** A redirect to https. */
  static final int FOUND = 302;

  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;

  /** What the front end says of every token that it refuses, and no service behind it does. */
  private static final String CHALLENGE = "The access token could not be verified";

  /** The front end's own pages, to the letter; frameworks write it otherwise. */
  private static final String PAGE = "text/html; charset=UTF-8";

  private static final String[] SIGNS_OF_A_SERVICE = {"X-Powered-By", "Set-Cookie", "ETag"};

  /** What Identity-Aware Proxy marks its own answers with. */
  private static final String OF_IAP = "X-Goog-IAP-Generated-Response";

  /** Who has answered, as far as it shows. */
  enum Speaker {
    /** Google's front end itself, which has checked the token. */
    FRONT_END("Google's front end, before the service saw the request"),

    /** The service: the front end has let the request pass, and has put its name on the answer. */
    SERVICE("the service itself, behind Google's front end"),

    IAP("Identity-Aware Proxy, before Cloud Run saw the request"),

    /** Anybody between, or the service through somebody who has taken that name off. */
    UNKNOWN("something other than Google's front end");

    final String words;

    Speaker(String words) {
      this.words = words;
    }
  }

  final int status;
  final String name;
  final Speaker speaker;
  final long dateMillis;

  private Answer(int status, String name, Speaker speaker, long dateMillis) {
    this.status = status;
    this.name = name;
    this.speaker = speaker;
    this.dateMillis = dateMillis;
  }

  /**
   * Whether an answer may be worth a closer look. Every answer of the application's passes here.
   *
   * @param status its HTTP status
   */
  public static boolean mayBeRefusal(int status) {
    return status >= FOUND
        && status <= NOT_FOUND
        && (status == FOUND
            || status == UNAUTHORIZED
            || status == FORBIDDEN
            || status == NOT_FOUND);
  }

  /**
   * Reads the head of an answer.
   *
   * @param status its HTTP status
   * @param dateMillis the service's clock, from its {@code Date}, in milliseconds since the epoch;
   *     0 if it did not say
   * @param headers all values of a header by its name, none if there are none
   */
  public static Answer of(int status, long dateMillis, Function<String, List<String>> headers) {
    return new Answer(status, String.valueOf(status), speaker(status, headers), dateMillis);
  }

  /**
   * Reads the trailers of an answer of gRPC.
   *
   * @param status the HTTP status that comes closest to its own
   * @param name the name of its own
   * @param dateMillis as in {@link #of}
   * @param headers all values of a header or trailer by its name, none if there are none
   */
  public static Answer ofGrpc(
      int status, String name, long dateMillis, Function<String, List<String>> headers) {
    boolean isFrontEnds =
        status == UNAUTHORIZED ? hasChallenge(headers) : isOfInvokerCheck(headers);
    return new Answer(status, name, isFrontEnds ? Speaker.FRONT_END : Speaker.SERVICE, dateMillis);
  }

  /** A service has no reason to speak of the permission to invoke it. */
  private static boolean isOfInvokerCheck(Function<String, List<String>> headers) {
    for (var message : headers.apply("grpc-message")) {
      if (message.contains("run.routes.invoke") || message.contains("roles/run.invoker")) {
        return true;
      }
    }
    return false;
  }

  /** Whether there can be anything to explain; the application's own 404s are many. */
  public boolean mayBeExplained() {
    return speaker == Speaker.FRONT_END || speaker == Speaker.IAP || status == FORBIDDEN;
  }

  /** The front end puts its name on the service's answers too, so that the rest has to tell. */
  private static Speaker speaker(int status, Function<String, List<String>> headers) {
    if (headers.apply(OF_IAP).contains("true")) {
      return Speaker.IAP;
    }
    boolean isGoogles = headers.apply("Server").contains("Google Frontend");
    boolean isFrontEnds =
        status == UNAUTHORIZED
            ? hasChallenge(headers)
            : isGoogles && (status == FOUND || isPage(headers));
    if (isFrontEnds) {
      return Speaker.FRONT_END;
    }
    return isGoogles ? Speaker.SERVICE : Speaker.UNKNOWN;
  }

  private static boolean hasChallenge(Function<String, List<String>> headers) {
    for (var challenge : headers.apply("WWW-Authenticate")) {
      if (challenge.contains(CHALLENGE)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPage(Function<String, List<String>> headers) {
    for (var sign : SIGNS_OF_A_SERVICE) {
      if (!headers.apply(sign).isEmpty()) {
        return false;
      }
    }
    return headers.apply("Content-Type").contains(PAGE);
  }
}
