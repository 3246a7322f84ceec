package com.example.tenant;

import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** An application that makes the calls that it is told, and tells all that it has seen of them. */
public abstract class Application implements UnaryOperator<String>, AutoCloseable {

  final Sightings sightings = new Sightings();

  Application() {}

  /** Makes a call. */
  abstract void answer(Call call) throws Exception;

  @Override
  public final String apply(String line) {
    sightings.clear();
    try {
      var call = Call.parse(line);
      answer(call);
      if (call.has("twice")) {
        answer(call);
      }
    } catch (ExecutionException failure) {
      sightings.add("failure", String.valueOf(failure.getCause()));
    } catch (Throwable failure) {
      sightings.add("failure", failure.toString());
    }
    return sightings.text();
  }

  @Override
  public void close() {}
}
