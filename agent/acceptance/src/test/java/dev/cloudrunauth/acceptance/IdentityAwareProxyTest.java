package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identity-Aware Proxy, whose audience is the id of its OAuth client and not a URL. */
class IdentityAwareProxyTest {

  private static final String HOST = "desk.example.com";
  private static final String CLIENT_ID = "32107-desk.apps.googleusercontent.com";

  @TempDir Path folder;

  @Test
  void letsATokenPassThatIsForItsOauthClientAndHasTheEmail() throws IOException {
    Files.writeString(
        folder.resolve("cloud-run-auth.yaml"),
        "audiences:\n  - audience: " + CLIENT_ID + "\n    hosts: [" + HOST + "]\n");
    try (var google =
        LocalCloudRun.builder().publicSite(HOST).identityAwareProxy(HOST, CLIENT_ID).start()) {
      var result =
          Fork.on(Jdk.own())
              .in(folder)
              .agent("cloud-run-auth.yaml")
              .flags(google.jvmFlags())
              .environment(google.environment())
              .program("Caller", List.of(), "send HTTP/2 GET https://" + HOST + "/")
              .run();

      assertEquals(List.of("200 HTTP_2"), result.out(), result.err().toString());
      assertEquals(List.of(), result.complaints());
    }
  }
}
