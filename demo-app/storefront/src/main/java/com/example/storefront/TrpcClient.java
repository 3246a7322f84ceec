package com.example.storefront;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client for <a href="https://trpc.io/docs/rpc">tRPC over HTTP</a>, as small as it can be: no
 * batches, no subscriptions, no transformer.
 */
final class TrpcClient {

  private final URI service;
  private final Transport transport;

  TrpcClient(URI service, Transport transport) {
    this.service = service;
    this.transport = transport;
  }

  /**
   * Asks a query procedure.
   *
   * @throws TrpcException if the procedure answers with an error
   * @throws IOException if there is no answer, or none that is tRPC
   */
  <T> T query(String procedure, Object input, Class<T> output)
      throws IOException, InterruptedException {
    // Form encoding writes a space as a plus sign, which is a plus sign in a URL.
    String encoded =
        URLEncoder.encode(Json.write(input), StandardCharsets.UTF_8).replace("+", "%20");
    URI uri = service.resolve("/trpc/" + procedure + "?input=" + encoded);
    return data(transport.get(uri), uri, output);
  }

  /**
   * Asks a mutation procedure.
   *
   * @throws TrpcException if the procedure answers with an error
   * @throws IOException if there is no answer, or none that is tRPC
   */
  <T> T mutate(String procedure, Object input, Class<T> output)
      throws IOException, InterruptedException {
    URI uri = service.resolve("/trpc/" + procedure);
    return data(transport.post(uri, Json.write(input)), uri, output);
  }

  private static <T> T data(Answer answer, URI uri, Class<T> output) throws IOException {
    Envelope envelope;
    try {
      envelope = Json.read(answer.body(), Envelope.class);
    } catch (IOException e) {
      // A proxy or a front end may answer in place of the service, in its own words.
      HttpStatusException.check(answer, uri);
      throw e;
    }
    if (envelope.error != null) {
      throw new TrpcException(envelope.error);
    }
    HttpStatusException.check(answer, uri);
    if (envelope.result == null || envelope.result.data == null) {
      throw new IOException("not a tRPC answer, from " + uri);
    }
    return Json.read(envelope.result.data, output);
  }

  private static final class Envelope {
    @Nullable Result result;
    TrpcException.@Nullable Shape error;
  }

  private static final class Result {
    @Nullable JsonElement data;
  }
}
