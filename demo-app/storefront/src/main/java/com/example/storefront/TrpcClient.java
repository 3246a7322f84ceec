package com.example.storefront;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client for <a href="https://trpc.io/docs/rpc">tRPC over HTTP</a>, as small as it can be: no
 * subscriptions, no transformer.
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
    URI uri = service.resolve("/trpc/" + procedure + "?input=" + encoded(input));
    return data(transport.get(uri), uri, output);
  }

  /**
   * Asks a query procedure several times in one request.
   *
   * @return what it answers to each input, in the order of the inputs
   * @throws TrpcException if it answers one of them with an error, the first of them
   * @throws IOException if there is no answer, or none that is tRPC
   */
  <T> List<T> queryAll(String procedure, List<?> inputs, Class<T> output)
      throws IOException, InterruptedException {
    var numbered = new LinkedHashMap<String, Object>();
    for (Object input : inputs) {
      numbered.put(String.valueOf(numbered.size()), input);
    }
    String procedures = String.join(",", Collections.nCopies(inputs.size(), procedure));
    URI uri = service.resolve("/trpc/" + procedures + "?batch=1&input=" + encoded(numbered));
    Answer answer = transport.get(uri);
    var outputs = new ArrayList<T>();
    for (Envelope envelope : read(answer, uri, Envelope[].class)) {
      outputs.add(data(envelope, answer, uri, output));
    }
    if (outputs.size() != inputs.size()) {
      throw new IOException(
          outputs.size() + " tRPC answers for " + inputs.size() + ", from " + uri);
    }
    return outputs;
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

  private static String encoded(Object input) {
    // Form encoding writes a space as a plus sign, which is a plus sign in a URL.
    return URLEncoder.encode(Json.write(input), StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static <T> T data(Answer answer, URI uri, Class<T> output) throws IOException {
    return data(read(answer, uri, Envelope.class), answer, uri, output);
  }

  private static <T> T read(Answer answer, URI uri, Class<T> type) throws IOException {
    try {
      return Json.read(answer.body(), type);
    } catch (IOException e) {
      // A proxy or a front end may answer in place of the service, in its own words.
      HttpStatusException.check(answer, uri);
      throw e;
    }
  }

  private static <T> T data(@Nullable Envelope envelope, Answer answer, URI uri, Class<T> output)
      throws IOException {
    if (envelope != null && envelope.error != null) {
      throw new TrpcException(envelope.error);
    }
    HttpStatusException.check(answer, uri);
    if (envelope == null || envelope.result == null || envelope.result.data == null) {
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
