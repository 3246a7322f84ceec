package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an application finds out about its client is the same without the agent, with a token at
 * hand, and with one that is waited for: exceptions, time-outs, threads, futures, the order of
 * things, and how many requests share a connection.
 *
 * <p>One thing is not the same, and not looked at: the thread on which a request goes on that has
 * waited, up to where its head is sent. It is one of the client's executor, where the JDK would
 * perhaps have gone on in the caller's; so {@code BodyPublisher.subscribe} may find itself on
 * either. It is never one of the agent's.
 */
class UntouchedTest {

  private static final int CROWD = 20;

  private static final Pattern CALLBACK_AT_ONCE =
      Pattern.compile(
          "\\b(BodyHandler\\.apply|on[A-Z]\\w+)" + " on (?:Thread-N|HttpClient-N-SelectorManager)");

  @TempDir Path folder;

  /** What a program has told, a line for each probe, and the site that it called. */
  private record Telling(List<String> lines, List<String> complaints, ProbedSite site) {

    private IntStream probes() {
      return IntStream.range(0, lines.size());
    }

    /**
     * One for each service. What times out on a busy machine may do so before it has asked, and
     * what fails to connect ends before a client asks that connects first. What waits while tokens
     * are out is asked for again and again, and so is what has timed out before its token was
     * there, for the next probe has tokens stopped.
     */
    private void assertTokenRequests(ClientUnderTest client, boolean areAtHand) {
      for (int probe : probes().toArray()) {
        var line = lines.get(probe);
        boolean timesOut = line.contains("imeout");
        boolean mayBeAskedForAgain = !areAtHand && (timesOut || line.contains("tokens are out"));
        boolean doesNotConnect = line.contains("refused") || line.contains("certificate");
        boolean mayEndBefore = timesOut || (doesNotConnect && client.isConnectedBeforeItAsks());
        long asked = site.tokenRequests(probe);
        assertTrue(
            asked >= (mayEndBefore ? 0 : 1) && (asked <= 1 || mayBeAskedForAgain),
            asked + ": " + line);
      }
    }

    /** The service answers none before all have arrived, so that one connection carried all. */
    private void assertCrowdsShareAConnection(int number) {
      var crowds =
          probes()
              .mapToObj(probe -> site.received(probe, "/crowd"))
              .filter(crowd -> !crowd.isEmpty())
              .toList();
      assertEquals(number, crowds.size());
      for (var crowd : crowds) {
        assertEquals(CROWD, crowd.size());
        assertEquals(1, crowd.stream().map(UntouchedTest::connection).distinct().count());
      }
    }

    /** Not even late. */
    private void assertNothingSentOfWhatTimedOutBefore() {
      var withoutTokens =
          probes().filter(probe -> lines.get(probe).contains("tokens are out")).toArray();
      assertTrue(IntStream.of(withoutTokens).anyMatch(probe -> site.tokenRequests(probe) > 0));
      for (int probe : withoutTokens) {
        assertEquals(List.of(), site.received(probe, "/hang"));
      }
    }
  }

  @TestFactory
  Stream<DynamicNode> eachClientIsAsItIsWithoutTheAgent() {
    return Client.typical().stream()
        .flatMap(
            client ->
                client.jdks(Jdk.outermost()).stream()
                    .map(jdk -> dynamicTest(client + ", " + jdk, () -> compare(jdk, client))));
  }

  private void compare(Jdk jdk, Client client) throws IOException {
    int crowds = client.has(Feature.MULTIPLEXING, jdk) ? 1 : 0;
    try (var open = ProbedSite.withPublicServices();
        var early = ProbedSite.withPrivateServices();
        var late = ProbedSite.withPrivateServices()) {
      // Together: they wait more than they work.
      var tellings =
          Stream.of(
                  prepared(fork(jdk, open), client, open, false),
                  prepared(withAgent(fork(jdk, early), early), client, early, true),
                  prepared(withAgent(fork(jdk, late), late), client, late, false))
              .parallel()
              .map(Supplier::get)
              .toList();

      var without = tellings.get(0);
      without.assertCrowdsShareAConnection(crowds);

      var cached = tellings.get(1);
      assertEquals(text(without), text(cached));
      assertEquals(List.of(), cached.complaints());
      cached.assertTokenRequests(client.kind(), true);
      cached.assertCrowdsShareAConnection(crowds);

      var awaited = tellings.get(2);
      var told = text(awaited);
      for (var replacement : client.kind().replacements(jdk.release()).entrySet()) {
        told = told.replace(replacement.getKey(), replacement.getValue());
      }
      assertEquals(text(without), told);
      assertEquals(List.of(), awaited.complaints());
      awaited.assertTokenRequests(client.kind(), false);
      awaited.assertCrowdsShareAConnection(crowds);
      awaited.assertNothingSentOfWhatTimedOutBefore();
    }
  }

  private static Fork fork(Jdk jdk, ProbedSite site) {
    return Fork.on(jdk)
        .flags(site.cloudRun().hostsFileFlags())
        .environment(site.cloudRun().environment());
  }

  private Fork withAgent(Fork fork, ProbedSite site) throws IOException {
    var file = Files.createTempFile(folder, "cloud-run-auth", ".yaml");
    return fork.agent(Files.writeString(file, site.configuration()).toString());
  }

  private static Supplier<Telling> prepared(
      Fork fork, Client client, ProbedSite site, boolean callsBefore) {
    var program = "com.example.untouched." + client.kind().program();
    fork.main(program, client.jars(), site.arguments(callsBefore));
    return () -> {
      var result = fork.run();
      assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
      return new Telling(
          result.out().stream().map(site::withoutPorts).toList(), result.unexplained(), site);
    };
  }

  /**
   * An executor that runs everything at once does so on the thread that is there last: the one that
   * reads the response, or, if that was faster, the one that was made for the hop to go on. What
   * was registered with the future is not its business.
   */
  private static String onWhicheverThread(String line) {
    if (!line.contains("an executor that runs at once")) {
      return line;
    }
    return Stream.of(CALLBACK_AT_ONCE.matcher(line).replaceAll("$1 on either thread").split("; "))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String text(Telling telling) {
    return telling.lines().stream()
        .map(UntouchedTest::onWhicheverThread)
        .collect(Collectors.joining("\n"));
  }

  private static String connection(ReceivedRequest request) {
    return request.request().connection();
  }
}
