package dev.cloudrunauth.acceptance;

import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a JMX client sees of the agent and can do to it, in the application's own JVM and from
 * outside. The server of MBeans is the application's: made when it asks for it, as it wants it.
 */
class ManagementTest extends StartMode {

  private static final String BILLS = "https://bills-4fjx2k-uc.a.run.app";
  private static final String SEND = "send HTTP/2 GET ";
  private static final String EXECUTE = "execute HTTP/1.1 GET ";
  private static final String OWN = " Authorization:Basic_YTpi X-Serverless-Authorization:own";

  @BeforeEach
  void startOneThatLetsNobodyIn() {
    cloudRun.close();
    cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS))
            .service(PrivateService.at(STOCK))
            .service(PrivateService.at(BILLS).noInvokers())
            .publicSite("www.example.com", request -> answerOfForeign())
            .start();
  }

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void aClientSeesWhatHasHappenedAndSwitchesTheAgentOffAndOn(Jdk jdk) throws Exception {
    var audiences = "log.level=debug," + AUDIENCES + ";" + BILLS;
    try (var application = onCloudRun(jdk).agent(audiences).program("Managed", OKHTTP).start()) {
      assertAnswered("200", application, SEND + ORDERS + "/");
      assertAnswered("200", application, EXECUTE + ORDERS + "/");
      assertAnswered("200", application, EXECUTE + STOCK + "/");
      assertAnswered("200", application, SEND + FOREIGN + "/");
      assertAnswered("200", application, EXECUTE + FOREIGN + "/");
      assertAnswered("401", application, EXECUTE + STOCK + "/" + OWN);
      assertAnswered("403", application, SEND + BILLS + "/");
      assertAnswered("403", application, EXECUTE + BILLS + "/");
      assertEquals("0 made", application.ask("jmx servers"));
      assertEquals("true", application.ask("jmx get Enabled"));
      assertEquals("1 made", application.ask("jmx servers"));
      assertEquals("5", application.ask("jmx get RequestsWithToken"));
      assertEquals("3", application.ask("jmx get RequestsPassed"));
      assertEquals("1", application.ask("jmx get Answers401"));
      assertEquals("2", application.ask("jmx get Answers403"));

      try (var connector = connect(address(application.pid()))) {
        var remote = connector.getMBeanServerConnection();
        assertAllIsShown(remote);

        remote.setAttribute(agent(), new Attribute("Enabled", false));
        cloudRun.clear();
        for (var call : CALLS) {
          assertAnswered("403", application, call);
        }
        assertEquals(List.of(), tokens(), "switched off, yet there was a token");

        remote.setAttribute(agent(), new Attribute("Enabled", true));
        cloudRun.clear();
        for (var call : CALLS) {
          assertAnswered("200", application, call);
        }
        assertEquals(CALLS.size(), tokens().size());
        assertEquals(List.of(), cloudRun.metadataServer().idTokenRequests());

        assertEquals(3, remote.invoke(agent(), "dropTokens", null, null));
        cloudRun.clear();
        for (var call : List.of(EXECUTE + ORDERS, SEND + STOCK, SEND + ORDERS, EXECUTE + STOCK)) {
          assertAnswered("200", application, call + "/");
        }
        var asked =
            cloudRun.metadataServer().idTokenRequests().stream()
                .map(request -> request.audience().orElseThrow())
                .collect(toList());
        assertEquals(List.of(ORDERS, STOCK), asked, "each is minted once more, and once");
      }
      var last = application.end();
      assertTrue(
          last.stream().anyMatch(line -> line.contains("inactive: it was switched off by JMX")),
          last::toString);
      assertTrue(
          last.get(last.size() - 1).contains(" DEBUG In the end: 13 requests with a token, 7 "),
          last::toString);
    }
  }

  private static void assertAnswered(String status, Dialogue application, String call) {
    var answer = application.ask(call);
    assertTrue(answer.startsWith(status + " "), call + ": " + answer);
  }

  private List<String> tokens() {
    return cloudRun.received().stream()
        .flatMap(request -> request.audience().stream())
        .collect(toList());
  }

  private static void assertAllIsShown(MBeanServerConnection remote) throws Exception {
    var names = new ArrayList<String>();
    for (var attribute : remote.getMBeanInfo(agent()).getAttributes()) {
      names.add(attribute.getName());
    }
    names.sort(null);
    assertEquals(
        List.of(
            "Answers401",
            "Answers403",
            "Audiences",
            "Enabled",
            "RequestsPassed",
            "RequestsWithToken",
            "Version",
            "WovenClasses"),
        names);
    var rows = new TreeMap<Object, CompositeData>();
    for (var row : (CompositeData[]) remote.getAttribute(agent(), "Audiences")) {
      rows.put(row.get("audience"), row);
    }
    assertEquals(List.of(BILLS, ORDERS, STOCK), List.copyOf(rows.keySet()));
    var orders = Objects.requireNonNull(rows.get(ORDERS));
    assertEquals(
        Arrays.asList(1L, 0L, 0L, 2L, null),
        Arrays.asList(
            orders.get("minted"),
            orders.get("renewed"),
            orders.get("failures"),
            orders.get("requests"),
            orders.get("impersonate")));
    var age = (Long) orders.get("ageSeconds");
    assertTrue(age >= 0 && age < 3_600, age::toString);
    var expiry = Instant.parse((String) orders.get("expiresAt"));
    assertTrue(expiry.isAfter(Instant.now()), expiry::toString);

    var woven = (TabularData) remote.getAttribute(agent(), "WovenClasses");
    for (var each :
        List.of(
            List.of(
                "java.net.http.HttpClient",
                "jdk.internal.net.http.Exchange",
                "jdk.internal.net.http.HttpRequestImpl",
                "jdk.internal.net.http.MultiExchange"),
            List.of(
                "OkHttp",
                "okhttp3.internal.connection.Exchange",
                "okhttp3.internal.http.CallServerInterceptor",
                "okhttp3.internal.http1.Http1ExchangeCodec"),
            List.of("JMX", "java.lang.management.ManagementFactory"))) {
      var row = woven.get(new Object[] {each.get(0)});
      assertEquals(each.subList(1, each.size()), List.of((String[]) row.get("value")), each.get(0));
    }
    assertFalse(woven.containsKey(new Object[] {"HttpURLConnection"}));
  }

  @Test
  void nothingOfJmxOrOfTheCommandLineIsLoadedForAnApplicationThatDoesNotAsk() throws Exception {
    var log = folder.resolve("classes.log");
    var result =
        onCloudRun(Jdk.own())
            .flags(List.of("-Xlog:class+load:file=" + log))
            .agent(AUDIENCES)
            .program("Caller", OKHTTP, SEND + ORDERS + "/", EXECUTE + ORDERS + "/")
            .run();

    assertEquals(0, result.exit());
    var loaded = Files.readAllLines(log);
    for (var part : List.of("dev.cloudrunauth.management.", "jdk.internal.net.http.Exchange ")) {
      assertTrue(loaded.stream().anyMatch(line -> line.contains(part)), part);
    }
    for (var part :
        List.of(
            " javax.management.",
            " java.lang.management.",
            " dev.cloudrunauth.management.PlatformServer",
            " dev.cloudrunauth.command.",
            " picocli.")) {
      assertEquals(
          List.of(), loaded.stream().filter(line -> line.contains(part)).collect(toList()));
    }
  }

  @Test
  void anAgentThatComesToARunningProcessIsSeenByWhoeverLooksAlready() throws Exception {
    try (var application = onCloudRun(Jdk.own()).program("Managed", OKHTTP).start()) {
      assertEquals("no agent", application.ask("jmx get Enabled"));
      try (var connector = connect(address(application.pid()))) {
        var remote = connector.getMBeanServerConnection();
        var jvm = VirtualMachine.attach(String.valueOf(application.pid()));
        jvm.loadAgent(Fork.AGENT.toString(), AUDIENCES);
        jvm.detach();
        application.hear(" ready, ");
        // The line is written when all is done but this call's own wait for it.
        assertAnswered("200", application, SEND + ORDERS + "/");
        assertEquals(1L, remote.getAttribute(agent(), "RequestsWithToken"));
      }
      assertEquals("1 made", application.ask("jmx servers"));
    }
  }

  @Test
  void withAJvmThatIsManagedFromItsStartTheAgentIsSeenToo() throws Exception {
    try (var application =
        onCloudRun(Jdk.own())
            .flags(List.of("-Dcom.sun.management.jmxremote"))
            .agent(AUDIENCES)
            .program("Managed", OKHTTP)
            .start()) {
      assertAnswered("200", application, SEND + ORDERS + "/");
      var jvm = VirtualMachine.attach(String.valueOf(application.pid()));
      var address =
          jvm.getAgentProperties()
              .getProperty("com.sun.management.jmxremote.localConnectorAddress");
      jvm.detach();
      try (var connector = connect(new JMXServiceURL(address))) {
        var remote = connector.getMBeanServerConnection();
        assertEquals(1L, remote.getAttribute(agent(), "RequestsWithToken"));
      }
      assertEquals("0 made", application.ask("jmx servers"), "made before main chose");
    }
  }

  @Test
  void anAgentThatIsDisabledIsNotThere() {
    try (var application =
        onCloudRun(Jdk.own())
            .agent("enabled=false," + AUDIENCES)
            .program("Managed", OKHTTP)
            .start()) {
      assertAnswered("403", application, SEND + ORDERS + "/");
      assertEquals("no agent", application.ask("jmx get Enabled"));
      assertEquals(List.of(), application.end());
      assertEquals(
          List.of(false),
          cloudRun.received().stream().map(ManagementTest::hasToken).collect(toList()));
    }
  }

  private static boolean hasToken(ReceivedRequest request) {
    return request.headers().has("Authorization");
  }

  @SuppressWarnings("BanJNDI") // the address is that of a JVM of the test's own
  private static JMXConnector connect(JMXServiceURL address) throws IOException {
    return JMXConnectorFactory.connect(address);
  }

  private static JMXServiceURL address(long pid) throws Exception {
    var jvm = VirtualMachine.attach(String.valueOf(pid));
    try {
      return new JMXServiceURL(jvm.startLocalManagementAgent());
    } finally {
      jvm.detach();
    }
  }

  private static ObjectName agent() throws Exception {
    return new ObjectName("dev.cloudrunauth:type=Agent");
  }
}
