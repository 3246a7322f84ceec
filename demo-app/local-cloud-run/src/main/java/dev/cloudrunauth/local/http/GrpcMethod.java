package dev.cloudrunauth.local.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A method of a gRPC service. Several threads call it at once. */
@FunctionalInterface
public interface GrpcMethod {

  /** The status of a call that went well. */
  int OK = 0;

  /**
   * Begins a call.
   *
   * @param replies where its replies go, at any time and from any thread
   * @return what takes its messages, one after the other
   */
  Messages begin(Replies replies);

  /** What a caller sends. */
  interface Messages {

    /** A message has come. */
    void message(byte[] message);

    /** There will be no more. */
    void end();
  }

  /** What a service sends. */
  interface Replies {

    /** Sends a message. */
    void message(byte[] message);

    /**
     * Ends the call.
     *
     * @param status the gRPC status, 0 if all is well
     * @param description what is wrong, in ASCII; may be empty
     */
    void end(int status, String description);
  }

  /** Returns a method that takes and returns one message. */
  static GrpcMethod unary(Function<byte[], byte[]> reply) {
    return replies -> new Collected(replies, messages -> List.of(reply.apply(messages.get(0))));
  }

  /** Waits for the last message of a call before it replies. */
  record Collected(
      Replies replies, Function<List<byte[]>, List<byte[]>> reply, List<byte[]> messages)
      implements Messages {

    /** A call without messages yet. */
    public Collected(Replies replies, Function<List<byte[]>, List<byte[]>> reply) {
      this(replies, reply, new ArrayList<>());
    }

    @Override
    public void message(byte[] message) {
      messages.add(message);
    }

    @Override
    public void end() {
      reply.apply(messages).forEach(replies::message);
      replies.end(OK, "");
    }
  }
}
