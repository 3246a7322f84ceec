package dev.cloudrunauth.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** An application in a JVM of its own: gets its own token for an audience, then a URL with it. */
public final class Fetch {

  private Fetch() {}

  /** Takes the audience and the URL; prints the status. */
  public static void main(String[] arguments) throws Exception {
    var client = HttpClient.newHttpClient();
    var tokenUri =
        URI.create(
            "http://"
                + System.getenv("GCE_METADATA_HOST")
                + "/computeMetadata/v1/instance/service-accounts/default/identity?audience="
                + arguments[0]);
    var token =
        client
            .send(
                HttpRequest.newBuilder(tokenUri).header("Metadata-Flavor", "Google").build(),
                BodyHandlers.ofString())
            .body();
    var request =
        HttpRequest.newBuilder(URI.create(arguments[1]))
            .header("Authorization", "Bearer " + token)
            .build();
    System.out.println(client.send(request, BodyHandlers.discarding()).statusCode());
  }
}
