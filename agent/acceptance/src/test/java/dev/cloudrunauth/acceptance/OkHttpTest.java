package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * OkHttp: the newest version on every JDK at hand, the older ones on the oldest and the newest JDK.
 * 3.0 has a test of its own, {@link OldestOkHttpTest}: it does not get through the stand-in's
 * proxy, with the agent or without.
 */
class OkHttpTest extends ClientContract {

  @Override
  Stream<Arguments> runs() {
    var newest = Client.newestOkHttp();
    return Stream.concat(
        Jdk.all().stream().map(jdk -> arguments(jdk, newest)),
        Client.okHttp().stream()
            .filter(client -> !client.equals(newest) && !client.equals(Client.okHttp().get(0)))
            .flatMap(client -> Jdk.outermost().stream().map(jdk -> arguments(jdk, client))));
  }

  /** The one kind of exception that OkHttp does not answer with another try. */
  @Override
  Class<? extends IOException> failure() {
    return ProtocolException.class;
  }
}
