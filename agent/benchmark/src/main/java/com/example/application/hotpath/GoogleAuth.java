package com.example.application.hotpath;

import java.io.IOException;
import java.net.URI;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code IdTokenCredentials.getRequestMetadata} alone, with a cached token. */
@State(Scope.Benchmark)
public class GoogleAuth {

  private final Tokens tokens = new Tokens();
  private final URI uri = URI.create(Kind.HIT.url);

  /** Asks for the header. */
  @Benchmark
  public String headerValue(Processor processor) throws IOException {
    processor.calls++;
    return tokens.headerValue(uri);
  }
}
