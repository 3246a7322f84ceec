package dev.cloudrunauth.credentials;

import static dev.cloudrunauth.credentials.Limits.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MetadataTransportTest {

  @Test
  void theRequestIsOneThatTheMetadataServerTakes() throws Exception {
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\nx")) {
      var url = new GenericUrl("http://" + server.authority() + "/a/b?audience=https%3A%2F%2Fx");
      var request = new MetadataTransport().createRequestFactory().buildGetRequest(url);
      request.getHeaders().set("Metadata-Flavor", "Google");
      request.execute();

      var headers = server.received().lines().toList();
      assertEquals("GET /a/b?audience=https://x HTTP/1.1", headers.get(0));
      assertTrue(headers.contains("Host: " + server.authority()), headers::toString);
      assertTrue(headers.contains("metadata-flavor: Google"), headers::toString);
      assertTrue(headers.contains("Connection: close"), headers::toString);
      assertTrue(
          headers.stream().noneMatch(line -> line.startsWith("Accept-Encoding")),
          headers::toString);
    }
  }

  @Test
  void theRootIsAskedForWhereTheUrlHasNoPath() throws Exception {
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\nx")) {
      get(server, "");
      assertTrue(server.received().startsWith("GET / HTTP/1.1\r\n"));
    }
  }

  @Test
  void aBodyOfKnownLengthEndsThere() throws Exception {
    assertEquals("token", body("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntoken and more"));
  }

  @Test
  void aBodyInChunksIsPutTogether() throws Exception {
    var chunks = "2\r\na \r\nC;extension=1\r\nlonger token\r\n0\r\n\r\n";
    assertEquals(
        "a longer token", body("HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n" + chunks));
  }

  @Test
  void aBodyOfUnknownLengthEndsWithTheConnection() throws Exception {
    assertEquals("token", body("HTTP/1.1 200 OK\r\n\r\ntoken"));
    assertEquals("token", body("HTTP/1.0 200\n\ntoken"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\nContent-Length: 3\r\n\r\n"
      })
  void anInterimAnswerIsSkipped(String interim) throws Exception {
    assertEquals("token", body(interim + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntoken"));
    assertEquals(
        "the metadata server answered 503: busy",
        failure(interim + "HTTP/1.1 503 Busy\r\n\r\nbusy").getMessage());
  }

  @Test
  void interimAnswersThatDoNotEndAreAFailure() {
    assertEquals(
        "the metadata server's answer is too long",
        failure("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(60_000)).getMessage());
    assertEquals(
        "the metadata server answered 101: (empty)",
        failure("HTTP/1.1 101 Switching Protocols\r\n\r\n").getMessage());
  }

  @Test
  void whereIdTokensAreNotFoundTheMessageHasTheCauseAndTheCommands() throws Exception {
    try (var server = ScriptedServer.answering("HTTP/1.1 404 Not Found\r\n\r\nnot here")) {
      var failure =
          assertThrows(
              SourceAnswer.class,
              () -> get(server, "/computeMetadata/v1/instance/service-accounts/default/identity"));
      assertEquals(
          "the metadata server answered 404: not here; there is no Google service account here to"
              + " get ID tokens for. On GKE, bind the Kubernetes service account to one: gcloud iam"
              + " service-accounts add-iam-policy-binding ACCOUNT@PROJECT.iam.gserviceaccount.com"
              + " --role roles/iam.workloadIdentityUser --member"
              + " \"serviceAccount:PROJECT.svc.id.goog[NAMESPACE/KSA]\" and kubectl annotate"
              + " serviceaccount KSA --namespace NAMESPACE --overwrite"
              + " iam.gke.io/gcp-service-account=ACCOUNT@PROJECT.iam.gserviceaccount.com, or set"
              + " \"impersonate\". In Cloud Build, set \"impersonate\"",
          failure.getMessage());
      assertTrue(failure.isLikelyPermanent());
      assertTrue(failure.isRetryable(), "a new binding takes a while");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, Permission 'iam.serviceAccounts.getOpenIdToken' denied, gcloud iam service-accounts"
        + " add-iam-policy-binding, false",
    "404, Not found; Gaia id not found for email x, kubectl annotate serviceaccount, true",
    "400, Gaia id not found for email x, kubectl annotate serviceaccount, true"
  })
  void whatIamSaysOfTheAccountOfAPodIsToldWithWhatMendsIt(
      int status, String said, String mend, boolean isLikelyPermanent) throws Exception {
    var answer = "HTTP/1.1 " + status + " No\r\n\r\nIAM returned " + status + ": " + said;
    try (var server = ScriptedServer.answering(answer)) {
      var failure = assertThrows(SourceAnswer.class, () -> get(server, "/identity"));
      var message = String.valueOf(failure.getMessage());
      assertTrue(message.contains(said + "; on GKE, "), message);
      assertTrue(message.contains(mend), message);
      assertEquals(isLikelyPermanent, failure.isLikelyPermanent());
    }
  }

  @ParameterizedTest
  @CsvSource({"404, /token", "503, /identity", "403, /identity"})
  void noOtherRefusalIsLikelyPermanent(int status, String path) throws Exception {
    try (var server = ScriptedServer.answering("HTTP/1.1 " + status + " No\r\n\r\nno")) {
      var failure = assertThrows(SourceAnswer.class, () -> get(server, path));
      assertEquals("the metadata server answered " + status + ": no", failure.getMessage());
      assertFalse(failure.isLikelyPermanent());
    }
  }

  @Test
  void aLookUpOfItsNameThatHangsIsLeft() throws Exception {
    var release = new CountDownLatch(1);
    var hosts =
        new HostLookup(
            host -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            });
    var url = new GenericUrl("http://metadata.google.internal/x");
    var request = new MetadataTransport(hosts).createRequestFactory().buildGetRequest(url);
    assertEquals(
        "the look-up of the host metadata.google.internal takes too long",
        assertThrows(IOException.class, () -> within(20, request::execute)).getMessage());
    release.countDown();
  }

  @Test
  void anEmptyBodyIsEmpty() throws Exception {
    assertEquals("", body("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    assertEquals("", body("HTTP/1.1 200 OK\r\n\r\n"));
  }

  @Test
  void headersAreHandedOn() throws Exception {
    try (var server =
        ScriptedServer.answering(
            "HTTP/1.1 200 OK\r\nMetadata-Flavor: Google\r\nContent-Type: text/html\r\n\r\nx")) {
      var answer = get(server);
      assertEquals("Google", answer.getHeaders().getFirstHeaderStringValue("Metadata-Flavor"));
      assertEquals("text/html", answer.getContentType());
      assertEquals("OK", answer.getStatusMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntoken\r\n",
      })
  void anAnswerThatIsCutOffIsAFailure(String cutOff) {
    assertEquals("the metadata server's answer breaks off", failure(cutOff).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6\r\n\r\n", "HTTP/1.1\r\n\r\n", "\r\n\r\n"})
  void anAnswerThatIsNotHttpIsAFailure(String notHttp) {
    assertEquals("the metadata server's answer is not HTTP", failure(notHttp).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n"
      })
  void anAnswerWhoseLengthIsNoNumberIsAFailure(String broken) {
    assertEquals("the metadata server's answer has a broken length", failure(broken).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"
      })
  void anAnswerThatAnnouncesTooMuchIsAFailure(String tooLong) {
    assertEquals("the metadata server's answer is too long", failure(tooLong).getMessage());
  }

  @Test
  void anAnswerThatDoesNotEndIsAFailure() {
    var endless = "x".repeat((1 << 20) + 1);
    assertEquals(
        "the metadata server's answer is too long",
        failure("HTTP/1.1 200 OK\r\n\r\n" + endless).getMessage());
    assertEquals("the metadata server's answer is too long", failure(endless).getMessage());
  }

  @Test
  void headersThatDoNotEndAreAFailure() {
    assertEquals(
        "the metadata server's answer is too long",
        failure("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(300_000)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "503, true",
    "500, true",
    "429, true",
    "408, true",
    "404, true",
    "400, false",
    "401, false",
    "403, false",
    "301, false"
  })
  void whetherToAskAgainIsDecidedByTheStatus(int status, boolean retryable) {
    var failure = failure("HTTP/1.1 " + status + " Sorry\r\n\r\nbecause of this");
    assertEquals(
        "the metadata server answered " + status + ": because of this", failure.getMessage());
    assertEquals(retryable, Refusal.of(failure).isRetryable());
  }

  @ParameterizedTest
  @CsvSource({"2, 2000", "-1, 0", "0, 0", "'Fri, 31 Dec 1999 23:59:59 GMT', 0"})
  void retryAfterIsHandedOn(String retryAfter, long millis) {
    var failure =
        failure("HTTP/1.1 503 Busy\r\nRetry-After: " + retryAfter + "\r\n\r\nlater, please");
    assertEquals(millis, Refusal.of(failure).retryAfterMillis());
  }

  @Test
  void anErrorIsToldInOneLineWithoutAToken() {
    var failure = failure("HTTP/1.1 403 No\r\n\r\n<p>\n  eyJhbGciOi.eyJhdWQi.c2ln_-x\n</p>");
    assertEquals("the metadata server answered 403: <p> [token] </p>", failure.getMessage());
  }

  @Test
  void theApplicationsProxyIsNotAskedForTheMetadataServer() throws Exception {
    var before = ProxySelector.getDefault();
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\ntoken");
        var proxy = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\nthe proxy's")) {
      ProxySelector.setDefault(new Always(proxy.port()));
      assertEquals("token", get(server).parseAsString());
      assertTrue(server.received().startsWith("GET /x "));
      assertTrue(proxy.hasReceivedNothing());
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void aPortThatNobodyListensOnIsWorthAnotherTry() throws Exception {
    var closed = ScriptedServer.answering("");
    closed.close();
    var failure = assertThrows(IOException.class, () -> get(closed));
    assertTrue(Refusal.of(failure).isRetryable());
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsLeftAfterAWhile() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var url = new GenericUrl("http://127.0.0.1:" + silent.getLocalPort());
      var request = new MetadataTransport().createRequestFactory().buildGetRequest(url);
      var failure = assertThrows(IOException.class, () -> within(50, request::execute));
      assertEquals(
          "the metadata server at 127.0.0.1:" + silent.getLocalPort() + " does not answer",
          failure.getMessage());
      assertTrue(Refusal.of(failure).isRetryable());
    }
  }

  private static HttpResponse get(ScriptedServer server) throws IOException {
    return get(server, "/x");
  }

  private static HttpResponse get(ScriptedServer server, String path) throws IOException {
    return within(
        Limits.AMPLE_MILLIS,
        () ->
            new MetadataTransport()
                .createRequestFactory()
                .buildGetRequest(new GenericUrl("http://" + server.authority() + path))
                .execute());
  }

  private static String body(String answer) throws IOException {
    try (var server = ScriptedServer.answering(answer)) {
      var body = get(server).getContent();
      assertNotNull(body);
      return new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static IOException failure(String answer) {
    return assertThrows(IOException.class, () -> assertFalse(body(answer).isEmpty()));
  }
}
