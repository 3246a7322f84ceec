package dev.cloudrunauth.local.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cloudrunauth.local.http.GrpcMethod;
import java.util.function.UnaryOperator;

/**
 * Echoes calls over gRPC. The name of a method says how: {@code Unary} and {@code ClientStream}
 * reply once, to the last message; {@code ServerStream} thrice; {@code BidiStream}, to each
 * message, at once. A message {@code status 7 some text} ends its call with that status, and {@code
 * hang} is never replied to.
 *
 * @param path the path of the request, {@code /SERVICE/METHOD}
 * @param echo what is replied to a text
 */
record EchoCalls(String path, UnaryOperator<String> echo) implements GrpcMethod {

  private static final String STATUS = "status ";
  private static final String HANG = "hang";
  private static final int TIMES = 3;
  private static final int UNIMPLEMENTED = 12;

  @Override
  public Messages begin(Replies replies) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "Unary", "ClientStream" -> new Last(replies, 1);
      case "ServerStream" -> new Last(replies, TIMES);
      case "BidiStream" -> new Each(replies);
      default -> {
        replies.end(UNIMPLEMENTED, "there is no " + path);
        yield new Each(replies);
      }
    };
  }

  /** Ends a call as its message says; returns whether there is nothing to echo. */
  private static boolean isDone(String message, Replies replies) {
    if (message.startsWith(STATUS)) {
      String[] words = message.split(" ", 3);
      replies.end(Integer.parseInt(words[1]), words[2]);
    }
    return message.equals(HANG) || message.startsWith(STATUS);
  }

  private final class Each implements Messages {

    private final Replies replies;

    Each(Replies replies) {
      this.replies = replies;
    }

    @Override
    public void message(byte[] message) {
      String text = new String(message, UTF_8);
      if (!isDone(text, replies)) {
        replies.message(echo.apply(text).getBytes(UTF_8));
      }
    }

    @Override
    public void end() {
      replies.end(OK, "");
    }
  }

  private final class Last implements Messages {

    private final Replies replies;
    private final int times;
    private String all = "";

    Last(Replies replies, int times) {
      this.replies = replies;
      this.times = times;
    }

    @Override
    public void message(byte[] message) {
      all += new String(message, UTF_8);
    }

    @Override
    public void end() {
      if (!isDone(all, replies)) {
        for (int i = 0; i < times; i++) {
          replies.message(echo.apply(all).getBytes(UTF_8));
        }
        replies.end(OK, "");
      }
    }
  }
}
