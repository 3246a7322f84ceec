package dev.cloudrunauth.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnwovenClientTest {

  @ParameterizedTest
  @EnumSource
  void theClassesOfEachAreLookedAtWhenTheyAreLoaded(UnwovenClient client) {
    for (var name : List.of(client.className, client.asynchronousClassName)) {
      assertTrue(Startup.mayBeUnwovenClient(name), name);
      assertEquals(client, UnwovenClient.of(name));
    }
  }

  @Test
  void aClassOfAnotherNameIsNone() {
    assertNull(UnwovenClient.of("java/net/http/HttpClient"));
    assertNull(UnwovenClient.of("shaded/io/grpc/internal/ManagedChannelImpl"));
  }
}
