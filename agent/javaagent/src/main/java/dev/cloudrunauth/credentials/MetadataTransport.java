package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Speaks to the metadata server, past every proxy that the application is set up with: a stranger
 * would be handed the token.
 */
final class MetadataTransport extends SocketTransport {

  private static final String WHO = "the metadata server";
  private static final String UNIVERSE = "/universe-domain";
  private static final Pattern DOMAIN = Pattern.compile("[\\w.-]*\\s*");
  private static final int NOT_FOUND = 404;

  private final int answerMillis;

  MetadataTransport() {
    this(LimitedSocket.ANSWER_MILLIS);
  }

  /** Tests do not wait as long for an answer that does not come. */
  MetadataTransport(int answerMillis) {
    this.answerMillis = answerMillis;
  }

  @Override
  String who(URI uri) {
    return WHO;
  }

  @Override
  String where(URI uri) {
    return WHO + " at " + uri.getRawAuthority();
  }

  @Override
  Route connect(URI uri) throws IOException {
    var socket = new LimitedSocket(Proxy.NO_PROXY, answerMillis);
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()));
    return new Route(socket, socket, false);
  }

  @Override
  HttpAnswer accepted(String method, URI uri, HttpAnswer answer) throws TokenSourceException {
    var path = uri.getPath();
    if (answer.getStatusCode() == 200) {
      check(path, answer.text());
      return answer;
    }
    // A server from before there were universes: the library knows what that means.
    if (answer.getStatusCode() == NOT_FOUND && path.endsWith(UNIVERSE)) {
      return answer;
    }
    throw SourceAnswer.of(WHO, answer);
  }

  private static void check(String path, String text) throws TokenSourceException {
    if (path.endsWith("/identity")) {
      Claims.read(text);
    } else if (path.endsWith("/token")) {
      JsonAnswer.check(WHO, text);
    } else if (path.endsWith(UNIVERSE) && !DOMAIN.matcher(text).matches()) {
      // The library would believe it for the life of the process.
      throw new TokenSourceException(WHO + "'s answer is not a domain", true, 0, null);
    }
  }
}
