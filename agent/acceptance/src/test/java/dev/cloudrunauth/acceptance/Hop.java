package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Header;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** One request of a call, as it has reached a server of a site. Immutable. */
final class Hop {

  private static final Pattern AUDIENCE = Pattern.compile("\"aud\":\"([^\"]+)\"");
  private static final String STANDARD = "Authorization";
  private static final String SERVERLESS = "X-Serverless-Authorization";

  private final ReceivedRequest request;
  private final Site site;

  Hop(ReceivedRequest request, Site site) {
    this.request = request;
    this.site = site;
  }

  /**
   * Checks that this hop has exactly the token that belongs to it, and in the right header.
   *
   * @param asked the same hop without the agent
   */
  void checkToken(Hop asked) {
    var audience = site.audience(request);
    var header = audience.isEmpty() ? Optional.<String>empty() : asked.headerLeft();
    var carriers = lines().stream().filter(Hop::isOurs).toList();
    assertEquals(
        header.map(name -> name.toLowerCase(ROOT)).stream().toList(),
        carriers.stream().map(line -> line.name().toLowerCase(ROOT)).toList(),
        toString());
    for (var carrier : carriers) {
      assertEquals(audience, audience(carrier.value()), toString());
      assertEquals(Optional.empty(), request.refusal(), toString());
    }
  }

  /** The header that the application has left to the agent. */
  private Optional<String> headerLeft() {
    if (request.headers().has(SERVERLESS)) {
      return Optional.empty();
    }
    return Optional.of(request.headers().has(STANDARD) ? SERVERLESS : STANDARD);
  }

  /** The audience that a token is for. */
  private static Optional<String> audience(String headerValue) {
    var payload = Base64.getUrlDecoder().decode(headerValue.split("\\.", -1)[1]);
    var audience = AUDIENCE.matcher(new String(payload, UTF_8));
    return audience.find() ? Optional.of(audience.group(1)) : Optional.empty();
  }

  private List<Header> lines() {
    return StreamSupport.stream(request.headers().spliterator(), false).toList();
  }

  /** A token that Google has signed is a JWT; the applications here send none. */
  private static boolean isOurs(Header line) {
    return (line.is(STANDARD) || line.is(SERVERLESS)) && line.value().startsWith("Bearer ey");
  }

  /** Random keys; Helidon keeps its settings in a map whose order is that of the JVM's run. */
  private static boolean isPassing(Header line) {
    return line.is("Sec-WebSocket-Key") || line.is("HTTP2-Settings");
  }

  /** All of it but the token. */
  @Override
  public String toString() {
    var lines =
        lines().stream()
            .filter(line -> !isOurs(line) && !isPassing(line))
            .map(line -> line.name() + ": " + line.value())
            .toList();
    return site.lasting(
        String.join(
            " ",
            request.method(),
            request.scheme() + "://" + request.host() + request.target(),
            request.protocol(),
            lines.toString(),
            "body " + request.body().text().hashCode(),
            "answered " + request.status()));
  }
}
