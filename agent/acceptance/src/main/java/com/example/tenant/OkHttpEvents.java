package com.example.tenant;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** What OkHttp tells those who listen to its events. */
final class OkHttpEvents extends EventListener {

  private final Sightings sightings;

  private OkHttpEvents(Sightings sightings) {
    this.sightings = sightings;
  }

  /** Fails with a {@link LinkageError} where there are no events yet. */
  static void listen(OkHttpClient.Builder builder, Sightings sightings) {
    builder.eventListener(new OkHttpEvents(sightings));
  }

  @Override
  public void callStart(Call call) {
    OkHttpClients.look("event callStart", call.request(), sightings);
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    sightings.add("event connectionAcquired", String.valueOf(connection.route().address().url()));
  }

  @Override
  public void requestHeadersStart(Call call) {
    sightings.add("event", "requestHeadersStart");
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    OkHttpClients.look("event requestHeadersEnd", request, sightings);
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    OkHttpClients.look("event responseHeadersEnd", response.request(), sightings);
  }

  @Override
  public void callFailed(Call call, IOException failure) {
    sightings.add("event callFailed", failure.toString());
  }
}
