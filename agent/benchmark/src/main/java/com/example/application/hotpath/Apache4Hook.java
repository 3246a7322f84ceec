package com.example.application.hotpath;

import java.lang.invoke.MethodHandle;
import java.net.URI;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpRequest;
import org.apache.http.HttpVersion;
import org.apache.http.impl.DefaultBHttpClientConnection;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.message.BasicHttpResponse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All calls that the woven code of Apache HttpClient 4 makes for a hop of a blocking client. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class Apache4Hook {

  private static final String PACKAGE = "org.apache.http.";
  private static final String CONNECTION = PACKAGE + "impl.DefaultBHttpClientConnection";
  private static final int SENDING = Weave.slot(CONNECTION, "apachehttp.RequestHop");
  private static final int WRITING =
      Weave.slot(PACKAGE + "impl.io.AbstractMessageWriter", "apachehttp.HeadHop");
  private static final int SENT = Weave.slot(CONNECTION, "apachehttp.SentHop");
  private static final int RECEIVED = Weave.slot(CONNECTION, "apachehttp.ResponseHop");
  private static final int EXCHANGED =
      Weave.slot(PACKAGE + "protocol.HttpRequestExecutor", "apachehttp.ExchangeHop");
  private static final MethodHandle CALL = Weave.call();

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  private Object connection;
  private Object request;
  private Object response;

  /** Makes the objects, and waits for the agent's first token. */
  @Setup
  public void prepare() throws Throwable {
    var opened = new DefaultBHttpClientConnection(8 * 1_024);
    opened.bind(new VoidSocket(kind.url));
    connection = opened;
    var uri = URI.create(kind.url);
    var made = new BasicHttpRequest("GET", uri.getPath());
    made.addHeader(HttpHeaders.ACCEPT, "application/json");
    if (kind.hasAuthorization) {
      made.addHeader(HttpHeaders.AUTHORIZATION, Kind.OWN_VALUE);
    }
    made.addHeader(HttpHeaders.ACCEPT_ENCODING, "gzip, x-gzip, deflate");
    made.addHeader(HttpHeaders.HOST, uri.getHost());
    made.addHeader("Connection", "Keep-Alive");
    made.addHeader(HttpHeaders.USER_AGENT, "Apache-HttpClient/4.5.14 (Java/17.0.15)");
    request = made;
    response = new BasicHttpResponse(HttpVersion.HTTP_1_1, 204, "No Content");
    var unused = (Object) CALL.invokeExact(SENDING, request, connection, request);
    var written = (HttpRequest) (Object) CALL.invokeExact(WRITING, request, (Object) null, request);
    unused = (Object) CALL.invokeExact(SENT, request, connection, (Object) null);
    var token = written.getFirstHeader(kind.tokenHeader());
    if ((token != null && token.getValue().startsWith("Bearer ")) != kind.isHit
        || (!kind.isHit && written != request)) {
      throw new IllegalStateException("not what is to be measured");
    }
  }

  /** The woven methods of a hop, in the order in which they are called. */
  @Benchmark
  public Object hop(Processor processor) throws Throwable {
    processor.calls++;
    var unused = (Object) CALL.invokeExact(SENDING, request, connection, request);
    var written = (Object) CALL.invokeExact(WRITING, request, (Object) null, request);
    unused = (Object) CALL.invokeExact(SENT, request, connection, (Object) null);
    unused = (Object) CALL.invokeExact(RECEIVED, response, connection, response);
    unused = (Object) CALL.invokeExact(EXCHANGED, response, request, (Object) null);
    return written;
  }

  /** Where the head of a request is sent, alone: for a request without a token. */
  @Benchmark
  public Object sending(Processor processor) throws Throwable {
    processor.calls++;
    return (Object) CALL.invokeExact(SENDING, request, connection, request);
  }

  /** Where the head of a response is received, alone. */
  @Benchmark
  public Object received(Processor processor) throws Throwable {
    processor.calls++;
    return (Object) CALL.invokeExact(RECEIVED, response, connection, response);
  }
}
