package dev.cloudrunauth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.instrumentation.Library;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientsTest {

  static Stream<Library> all() {
    return Stream.of(Clients.all());
  }

  @Test
  void idsAndTitlesNameOneClientEach() {
    var names = new HashSet<String>();
    for (var client : Clients.all()) {
      assertTrue(names.add(client.title()), client.title());
      assertTrue(!client.isWoven() || names.add(client.id()), client.id());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aClassBelongsToOneClient(Library client) {
    for (var name : client.classNames()) {
      assertEquals(List.of(client), all().filter(each -> each.contains(name)).toList(), name);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void relocatedCopiesAreFoundUnlessTheJdkHasTheClient(Library client) {
    for (var name : client.classNames()) {
      boolean isOfJdk = name.startsWith("jdk/") || name.startsWith("sun/");
      assertEquals(!isOfJdk, client.contains("com/example/shaded/" + name), name);
      assertFalse(client.contains("evil" + name), name);
      assertFalse(client.contains(name + "$1"), name);
      assertFalse(client.contains(name.substring(name.lastIndexOf('/') + 1)), name);
    }
  }
}
