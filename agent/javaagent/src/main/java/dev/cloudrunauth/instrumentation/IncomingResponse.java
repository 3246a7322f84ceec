package dev.cloudrunauth.instrumentation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response of a hop: a view of the client's own objects. For the thread that has the response.
 * Its body is never looked at.
 */
public final class IncomingResponse {

  final int status;
  final OutgoingRequest request;
  final @Nullable String sentByAgent;
  final @Nullable String grpcStatus;
  private final Headers headers;

  /** Finds the headers of a response. */
  public interface Headers {
    /** All values of a header, in any case of its name; may be empty. */
    List<String> values(String name) throws Throwable;
  }

  /**
   * A response.
   *
   * @param status the status code
   * @param headers its headers
   * @param request the request that was answered
   * @param sentByAgent the header value that the agent has sent with the request, or {@code null}
   *     if it has sent none
   */
  public IncomingResponse(
      int status, Headers headers, OutgoingRequest request, @Nullable String sentByAgent) {
    this(status, headers, request, sentByAgent, null);
  }

  private IncomingResponse(
      int status,
      Headers headers,
      OutgoingRequest request,
      @Nullable String sentByAgent,
      @Nullable String grpcStatus) {
    this.grpcStatus = grpcStatus;
    this.status = status;
    this.headers = headers;
    this.request = request;
    this.sentByAgent = sentByAgent;
  }

  /**
   * The same response, where its status is the one that comes closest to that of gRPC.
   *
   * @param name the name of the status of gRPC
   */
  public IncomingResponse ofGrpc(String name) {
    return new IncomingResponse(status, headers, request, sentByAgent, name);
  }

  /** All values of a header; may be empty. */
  List<String> headers(String name) {
    try {
      return headers.values(name);
    } catch (Throwable fault) {
      throw Undeclared.exception(fault);
    }
  }
}
