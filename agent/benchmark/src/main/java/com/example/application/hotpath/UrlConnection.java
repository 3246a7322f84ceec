package com.example.application.hotpath;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * {@code HttpURLConnection} from its constructor down to the connection, which writes the head of
 * the request into the void: the private {@code writeRequests} of the one, and that of the other.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class UrlConnection {

  private static final MethodHandle CREATE = ConnectionParts.creator();
  private static final MethodHandle SET_CONNECTION = ConnectionParts.connectionSetter();
  private static final MethodHandle SET_OUTPUT = ConnectionParts.outputSetter();
  private static final MethodHandle WRITE = ConnectionParts.writer();

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  /** Who adds the token. */
  @Param("FIXED")
  public Contestant contestant;

  private Tokens tokens;
  private URI uri;
  private URL url;
  private String fixedValue;
  private Object connection;
  private PrintStream output;

  /** Builds the way, and goes it once to see that the right header arrives at its end. */
  @Setup
  public void prepare() throws Throwable {
    tokens = new Tokens();
    uri = URI.create(kind.url);
    url = uri.toURL();
    fixedValue = tokens.headerValue(URI.create(Kind.HIT.url));
    connection = ConnectionParts.connection(url);
    var written = new ByteArrayOutputStream();
    writeTo(written);
    write();
    output.flush();
    var head = written.toString(StandardCharsets.ISO_8859_1);
    if (head.contains("\r\n" + kind.tokenHeader() + ": Bearer ") != kind.isHit) {
      throw new IllegalStateException("not the head that is to be measured");
    }
    writeTo(OutputStream.nullOutputStream());
  }

  private void writeTo(OutputStream stream) throws ReflectiveOperationException {
    output = new PrintStream(stream, false, StandardCharsets.ISO_8859_1);
    ConnectionParts.setOutput(connection, output);
  }

  /** Sends a request on its way. */
  @Benchmark
  public Object send(Processor processor) throws Throwable {
    processor.calls++;
    return write();
  }

  private HttpURLConnection write() throws Throwable {
    var created = (HttpURLConnection) (Object) CREATE.invokeExact(url);
    created.setRequestProperty("Accept", "application/json");
    if (kind.hasAuthorization) {
      created.setRequestProperty("Authorization", Kind.OWN_VALUE);
    }
    if (kind.isHit && contestant != Contestant.AGENT) {
      created.setRequestProperty(kind.tokenHeader(), headerValue());
    }
    SET_CONNECTION.invokeExact((Object) created, connection);
    SET_OUTPUT.invokeExact((Object) created, output);
    WRITE.invokeExact((Object) created);
    return created;
  }

  private String headerValue() throws IOException {
    return contestant == Contestant.BY_HAND ? tokens.headerValue(uri) : fixedValue;
  }
}
