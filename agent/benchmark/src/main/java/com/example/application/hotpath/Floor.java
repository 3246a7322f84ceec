package com.example.application.hotpath;

import okhttp3.Request;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What nobody can do without who sets a header below OkHttp's interceptors, and in time. */
@State(Scope.Thread)
public class Floor {

  private final Request request =
      new Request.Builder().url(Kind.HIT.url).header("Accept", "a/b").build();

  /** A copy of a request that is not changed in any way. */
  @Benchmark
  public Request okHttpCopy(Processor processor) {
    processor.calls++;
    return request.newBuilder().build();
  }

  /** A look at the clock by which tokens expire. */
  @Benchmark
  public long clock(Processor processor) {
    processor.calls++;
    return System.currentTimeMillis();
  }
}
