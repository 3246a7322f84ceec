package dev.cloudrunauth.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cloudrunauth.client.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenConfigurationTest {
  private static final String MINIMAL = "audiences: [https://orders.example.com]\n";

  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void anEmptyDirectory() {
    sources = new Sources(directory);
  }

  @Test
  void allProblemsAreShownInTheOrderOfTheLines() {
    sources
        .file(
            """
            audience-s: []
            heeder: auto
            audiences:
              - http://orders.example.com
              - ${STOCK_URL}
              - https://user:secret@a.example.com
              - https://*.10.0.0.1
              - {audience: billing, hosts: ["*.example.com", b.example.com/x], hots: []}
              - {hosts: [c.example.com]}
            log: {levle: debug, format: jsn}
            log.level: debug
            token-timeout: 5
            strict: true
            strict: false
            """)
        .argument("on-failure=pass,enbled=false")
        .property("cloudrunauth.token-timout", "5s")
        .variable("CLOUD_RUN_AUTH_AUDIENCE", "https://a.example.com");
    assertEquals(
        """
        agent argument: unknown key "enbled". Did you mean "enabled"?
        system property cloudrunauth.token-timout: unknown system property. Did you mean "cloudrunauth.token-timeout"?
        environment variable CLOUD_RUN_AUTH_AUDIENCE: unknown environment variable. Did you mean "CLOUD_RUN_AUTH_AUDIENCES"?
        agent argument: on-failure cannot be "pass". Write one of fail, pass-through
        config/cloud-run-auth.yaml:1:1: unknown key "audience-s". Did you mean "audiences"?
        config/cloud-run-auth.yaml:2:1: unknown key "heeder". Did you mean "header"?
        config/cloud-run-auth.yaml:4:5: "http://orders.example.com": an audience must start with https://, because a token is never sent over plain http. Write https://orders.example.com
        config/cloud-run-auth.yaml:5:5: the environment variable STOCK_URL is not set. Set it, or write ${STOCK_URL:-default}
        config/cloud-run-auth.yaml:6:5: "https://…@a.example.com": an origin has no user name and no password. Remove what stands before the @
        config/cloud-run-auth.yaml:7:5: "https://*.10.0.0.1": an IP address cannot have a wildcard. Write the address
        config/cloud-run-auth.yaml:8:33: "*.example.com": a wildcard cannot have a fixed audience, it would hand one service's token to many hosts. List the hosts one by one
        config/cloud-run-auth.yaml:8:50: "b.example.com/x": an audience is the origin only, without a path. Write https://b.example.com, or, where the audience really has one, list its "hosts" beside it
        config/cloud-run-auth.yaml:8:68: unknown key "hots". Did you mean "hosts"?
        config/cloud-run-auth.yaml:9:5: "audience" is missing here. Write audience: https://…
        config/cloud-run-auth.yaml:10:7: unknown key "levle". Did you mean "level"?
        config/cloud-run-auth.yaml:10:29: log.format cannot be "jsn". Did you mean "json"?
        config/cloud-run-auth.yaml:11:1: unknown key "log.level". In the file, write "level" below "log"
        config/cloud-run-auth.yaml:12:16: token-timeout cannot be "5". Write a whole number and a unit, from 100ms to 60s, such as 500ms, 5s or 1m
        config/cloud-run-auth.yaml:14:1: "strict" is already given at config/cloud-run-auth.yaml:13:1. Remove one"""
            .strip(),
        sources.problems());
    assertTrue(sources.refused().strict());
  }

  @Test
  void theMessageOfTheExceptionDescribesEachProblemAndThenSaysWhatToDo() {
    assertEquals(
        """
          Description:
            config/cloud-run-auth.yaml:2:1: unknown key "heeder"
            config/cloud-run-auth.yaml:3:9: strict cannot be "no"

          Action:
            config/cloud-run-auth.yaml:2:1: Did you mean "header"?
            config/cloud-run-auth.yaml:3:9: Write one of false, true\
        """,
        sources.file(MINIMAL + "heeder: y\nstrict: no").refused().getMessage());
  }

  @Test
  void theFormOfTheLogIsKnownAsFarAsItCanBeRead() {
    assertEquals(
        LogFormat.JSON, sources.file("log: {format: json}\naudiences: []").refused().logFormat());
    assertEquals(
        LogFormat.AUTO, sources.file("log: {format: jso}\naudiences: []").refused().logFormat());
    assertEquals(LogFormat.AUTO, sources.file("audiences: []").refused().logFormat());
  }

  /** Beside the problem that a row is about, the audiences may be missing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audiences: []|:1:12: audiences is empty. Write at least one: - https://…",
        "audiences:|:1:11: audiences is empty. Write at least one: - https://…",
        "audiences: https://a.example.com|:1:12: audiences must be a list, not a value. Write"
            + " - https://…",
        "audiences: {a: b}|:1:12: audiences must be a list, not keys with values. Write"
            + " - https://…",
        "audiences: [[x]]|:1:13: an audience must be one value, not a list. Write one value",
        "audiences: [~]|:1:13: an audience has no value. Write one, or remove the line",
        "audiences: [{audience: a, hosts: []}]|:1:34: hosts is empty. Write at least one: hosts:"
            + " [HOST]",
        "audiences: [{audience: a, hosts: b}]|:1:34: hosts must be a list, not a value. Write"
            + " hosts: [HOST]",
        "audiences: [{audience: client-id}]|:1:24: \"client-id\": an audience must start with"
            + " https://. Write https://client-id, or, for an audience that is no origin, list its"
            + " \"hosts\" beside it",
        "audiences: [{audience: https://*.run.app, hosts: [a.run.app]}]|:1:24:"
            + " \"https://*.run.app\": a wildcard cannot have \"hosts\", each of its origins is its"
            + " own audience. Remove the hosts, or write one audience",
        "audiences: [{audience: a b, hosts: [a.example.com]}]|:1:24: \"a b\": an audience has no"
            + " space in it. Remove it",
        "audiences: [{audience: https://a.example.com, impersonate: me@example.com}]|:1:60:"
            + " impersonate cannot be \"me@example.com\". Write the e-mail address of a service"
            + " account, NAME@PROJECT.iam.gserviceaccount.com",
        "audiences: [https://a.example.com, {audience: b, hosts: [a.example.com]}]|:1:58:"
            + " https://a.example.com is already configured at config/cloud-run-auth.yaml:1:13 with"
            + " other settings. Remove one",
        "audiences: [{audience: https://a.example.com, on-failure: ignore}]|:1:59: on-failure cannot"
            + " be \"ignore\". Write one of fail, pass-through",
        "audiences: [{audience: https://a.example.com, on-failure: [fail]}]|:1:59: on-failure must"
            + " be one value, not a list. Write one value",
        "audiences: [https://a.example.com, {audience: https://a.example.com, on-failure:"
            + " pass-through}]|:1:47: https://a.example.com is already configured at"
            + " config/cloud-run-auth.yaml:1:13 with other settings. Remove one",
        "enabled: true|: audiences is missing. List the services to call: audiences:"
            + " [\"https://…\"]",
        "''|: audiences is missing. List the services to call: audiences: [\"https://…\"]",
        "[a]|:1:1: the file must consist of keys with values, not of a list. Write audiences: …",
        "log: debug|:1:6: log must be followed by its keys, not by a value. Write below it: level:"
            + " …, format: …",
        "header: [auto]|:1:9: header must be one value, not a list. Write one value",
        "header:|:1:8: header has no value. Write one, or remove the line",
        "config: x|:1:1: unknown key \"config\". Write one of enabled, audiences, impersonate, user-credentials, header,"
            + " on-failure, token-timeout, clients, log, strict",
        "<<: {a: b}|:1:1: unknown key \"<<\". Write one of enabled, audiences, impersonate, user-credentials, header,"
            + " on-failure, token-timeout, clients, log, strict",
        "token-timeout: 61s|:1:16: token-timeout cannot be \"61s\". Write a whole number and a"
            + " unit, from 100ms to 60s, such as 500ms, 5s or 1m",
        "token-timeout: 1.5s|:1:16: token-timeout cannot be \"1.5s\". Write a whole number and a"
            + " unit, from 100ms to 60s, such as 500ms, 5s or 1m",
        "token-timeout: 99999999999999999999s|:1:16: token-timeout cannot be"
            + " \"99999999999999999999s\". Write a whole number and a unit, from 100ms to 60s, such"
            + " as 500ms, 5s or 1m",
        "enabled: flase|:1:10: enabled cannot be \"flase\". Did you mean \"false\"?",
      })
  void saysWhatIsWrongWhereAndWhatToDo(String yaml, String problem) {
    List<String> problems = sources.file(yaml).problems().lines().toList();
    assertTrue(problems.contains(Sources.FILE + problem), problems.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audiences:\\n\\t- x|:2:1: not valid YAML: found character '\\t(TAB)' that cannot start any"
            + " token. (Do not use \\t(TAB) for indentation). Indent with spaces",
        "audiences: [${A}]|:1:14: not valid YAML: expected ',' or ']', but got {. Between brackets"
            + " or braces, put quotes around a value with ${…}",
        "audiences: [|:1:13: not valid YAML: expected the node content, but found '<stream end>'."
            + " Check this line and the one before",
        "audiences:\\n  - *.run.app|:2:6: not valid YAML: unexpected character found .(46). Put"
            + " quotes around a value that starts with a *",
        "a: b: c|:1:5: not valid YAML: mapping values are not allowed here. Check this line and the"
            + " one before",
        "a: &x [1]\\nb: *x|:2:4: a * at the beginning of a value makes it a YAML alias, which is not"
            + " supported here. For a wildcard write \"https://*.…\"",
        "a: !!str x|:1:4: YAML tags (!…) are not supported here. Remove it",
        "? [a]\\n: b|:1:3: a key must be a plain word. Correct it",
        "a: b\\n---\\nc: d|:2:1: a second YAML document starts here. Keep one",
        "a: b\\nc: \\u0007|:2:4: a character that YAML does not allow. Remove it",
        "%YAML 9.0\\n---\\na: b|: not valid YAML: Version{major=9, minor=0}. Correct it",
      })
  void yamlThatCannotBeReadSaysWhere(String yaml, String problem) {
    String text = yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");
    assertEquals(Sources.FILE + problem, sources.file(text).problems());
  }

  @Test
  @Timeout(10)
  void bracketsAndAliasesWithoutEndAreRefused() {
    assertEquals(
        "config/cloud-run-auth.yaml:1:18: nested more than 16 levels deep. Write it flat",
        sources.file("[".repeat(1_000_000)).problems());
    String bomb = "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    assertTrue(sources.file(bomb).problems().startsWith("config/cloud-run-auth.yaml:2:8: a *"));
  }

  @Test
  void aFileThatIsNotUtf8SaysWhere() {
    byte[] latin1 = "# ok\n# \u00e4b: Gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "config/cloud-run-auth.yaml:2:3: the file is not UTF-8 from here on. Save it as UTF-8",
        sources.file(Sources.FILE, latin1).problems());
  }

  @Test
  void aFileThatEndsInTheMiddleOfACharacterIsNotUtf8() {
    assertEquals(
        "config/cloud-run-auth.yaml:1:3: the file is not UTF-8 from here on. Save it as UTF-8",
        sources.file(Sources.FILE, new byte[] {'#', ' ', (byte) 0xc3}).problems());
  }

  @Test
  void aByteOrderMarkIsNoError() throws ConfigurationException {
    assertEquals(1, sources.file("\ufeff" + MINIMAL).read().audiences().rules().size());
  }

  @Test
  void aFileOfMoreThanOneMebibyteIsRefused() {
    assertEquals(
        "config/cloud-run-auth.yaml: the file is larger than 1 MiB. Name a configuration file",
        sources.file("#".repeat(1 << 20) + "\n").problems());
  }

  @Test
  void aNamedFileMustExist() {
    assertEquals(
        "agent argument: the file \"missing.yaml\" does not exist, looked for as \""
            + directory.resolve("missing.yaml")
            + "\". Correct the path",
        sources.file(MINIMAL).argument("missing.yaml").problems());
  }

  @Test
  void aFileThatCannotBeOpenedSaysWhy() throws IOException {
    Files.createDirectory(directory.resolve("config"));
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nowhere"));
    sources.file("file", MINIMAL);
    assertUnreadable("loop", "is a loop of symbolic links", "Correct the links");
    assertUnreadable(
        "dangling", "is a symbolic link to a file that does not exist", "Correct the link");
    assertUnreadable("missing", "does not exist", "Correct the path");
    assertEquals(
        "agent argument: the file \"file/x.yaml\" cannot exist, looked for as \""
            + directory.resolve("file/x.yaml")
            + "\", because a part of its path is a file. Correct the path",
        sources.argument("file/x.yaml").problems());
    assertEquals(
        "agent argument: the file \"https://a.run.app\" does not exist, looked for as \""
            + directory
            + "/https:/a.run.app\". A file is named here. List audiences in"
            + " CLOUD_RUN_AUTH_AUDIENCES, or write audiences=https://… as the argument",
        sources.argument("https://a.run.app").problems());
  }

  private void assertUnreadable(String name, String what, String toDo) {
    assertEquals(
        "agent argument: the file \""
            + name
            + "\" "
            + what
            + ", looked for as \""
            + directory.resolve(name)
            + "\". "
            + toDo,
        sources.argument(name).problems());
  }

  @Test
  void aFileWithoutTheRightToReadItSaysSo() {
    sources.file("secret.yaml", MINIMAL).argument("secret.yaml");
    assumeTrue(directory.resolve("secret.yaml").toFile().setReadable(false));
    assumeFalse(Files.isReadable(directory.resolve("secret.yaml")), "root may read everything");
    assertUnreadable(
        "secret.yaml",
        "may not be read by the user of this process",
        "Give this user the right to read it, and to enter its directories");
  }

  @Test
  void aDefaultFileThatIsALoopOfLinksIsNotPassedOver() throws IOException {
    Files.createDirectory(directory.resolve("config"));
    Files.createSymbolicLink(
        directory.resolve("config/cloud-run-auth.yaml"), Path.of("cloud-run-auth.yaml"));
    assertEquals(
        "config/cloud-run-auth.yaml: the file \"config/cloud-run-auth.yaml\" is a loop of symbolic"
            + " links, looked for as \""
            + directory.resolve("config/cloud-run-auth.yaml")
            + "\". Correct the links",
        sources.problems());
  }

  @Test
  void aFileThatIsNoYamlIsReadOnceAlthoughItIsSearchedForStrict() throws Exception {
    var fifo = directory.resolve("fifo");
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
    var writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                Files.writeString(fifo, "strict: true\nx: [");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertTrue(sources.argument("fifo").refused().strict());
    writer.get();
  }

  @Test
  void aNamedDirectoryIsNoFile() {
    assertEquals(
        "environment variable CLOUD_RUN_AUTH_CONFIG: \"config\" is a directory. Name the file in it",
        sources.file(MINIMAL).variable("CLOUD_RUN_AUTH_CONFIG", "config").problems());
  }

  @Test
  void noConfigurationAtAllSaysWhatToDo() {
    assertEquals(
        directory
            + ": there is no configuration here, neither config/cloud-run-auth.yaml nor"
            + " cloud-run-auth.yaml. Create one of them, name another with"
            + " -javaagent:cloud-run-auth-agent.jar=FILE, or list the services to call in"
            + " CLOUD_RUN_AUTH_AUDIENCES",
        sources.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "header=auto,header=authorization|header is given twice. Remove one",
        "header=|header has no value. Write header=VALUE, or remove it",
        "log=debug|unknown key \"log\". Write one of config, enabled, audiences, impersonate, user-credentials, header,"
            + " on-failure, token-timeout, {clients}log.level, log.format, strict",
        "other.yaml,header=auto|\"other.yaml\" is not of the form key=value. Name a file with"
            + " config=FILE, and separate audiences with a semicolon or a space, since a comma ends"
            + " the value",
        "audiences=;|the list of audiences is empty. Write at least one",
        "eq=dir/c.yaml|unknown key \"eq\". Write config=eq=dir/c.yaml if it is the name of a file",
        "dir/eq=c.yaml|unknown key \"dir/eq\". Write config=dir/eq=c.yaml if it is the name of a file",
        "confg=dir/c.yaml|unknown key \"confg\". Did you mean \"config\"?",
        "audiences=- https://a.run.app|\"- https://a.run.app\": an audience has no dash, bracket or"
            + " quote around it. Write https://HOST alone",
      })
  void aBrokenArgumentSaysWhatToDo(String argument, String problem) {
    var clients = new StringBuilder();
    for (var client : Clients.woven()) {
      clients.append("clients.").append(client.id()).append(", ");
    }
    assertEquals(
        "agent argument: " + problem.replace("{clients}", clients),
        sources.file(MINIMAL).argument(argument).problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "- https://a.run.app|Write https://HOST alone",
        "-https://a.run.app|Write https://HOST alone",
        "\"https://a.run.app\"|Write https://HOST alone",
        "'https://a.run.app'|Write https://HOST alone",
        "- https://a.run.app - https://b.run.app|Write them with spaces between",
        "[https://a.run.app, https://b.run.app, https://c.run.app]|Write them with spaces between",
      })
  void aListThatWasCopiedFromAFileSaysWhatToDo(String list, String advice) {
    String problem =
        Quoted.of(list) + ": an audience has no dash, bracket or quote around it. " + advice;
    assertEquals(
        "environment variable CLOUD_RUN_AUTH_AUDIENCES: " + problem,
        sources.file(MINIMAL).variable("CLOUD_RUN_AUTH_AUDIENCES", list).problems());
    sources.variable("CLOUD_RUN_AUTH_AUDIENCES", "").variable("URLS", list);
    assertEquals(
        "config/cloud-run-auth.yaml:2:5: " + problem,
        sources.file("audiences:\n  - ${URLS}\n").problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- https://a.run.app,https://b.run.app|2:3|2|Write them as two items",
        "- https://a.run.app, https://b.run.app|2:3|2|Write them as two items",
        "- https://a.run.app b.run.app; c.run.app|2:3|3|Write each as an item of its own",
        "- audience: https://a.run.app https://b.run.app|2:13|2|Write them as two items",
        "- {audience: x, hosts: ['a.run.app,b.run.app']}|2:25|2|Write them as two items",
      })
  void severalInOneItemSaysWhatToDo(String item, String place, int size, String advice) {
    assertTrue(
        sources
            .file("audiences:\n" + item)
            .problems()
            .endsWith(": these are " + size + " in one item of the list. " + advice),
        sources.problems());
    assertTrue(sources.problems().startsWith(Sources.FILE + ":" + place), sources.problems());
  }

  @Test
  void variablesThatKubernetesSetsAreNoTypingErrors() throws ConfigurationException {
    sources
        .file(MINIMAL)
        .variable("CLOUD_RUN_AUTH_PORT", "tcp://10.0.0.1:80")
        .variable("CLOUD_RUN_AUTH_SERVICE_HOST", "10.0.0.1")
        .variable("CLOUD_RUN_AUTH_SERVICE_PORT", "80")
        .variable("CLOUD_RUN_AUTH_PORT_80_TCP_ADDR", "10.0.0.1");
    assertEquals(1, sources.read().audiences().rules().size());
  }

  @Test
  void aValueInAMessageIsBoundedAndHasNoControlCharacters() {
    sources.file(MINIMAL).variable("CLOUD_RUN_AUTH_HEADER", "\u001b[31m\n\u202e" + "x".repeat(200));
    assertEquals(
        "environment variable CLOUD_RUN_AUTH_HEADER: header cannot be \"\\u001b[31m\\u000a\\u202e"
            + "x".repeat(93)
            + "…\". Write one of auto, authorization, x-serverless-authorization",
        sources.problems());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broken: [\nstrict: true\n",
        "strict: TRUE # really\nx: [",
        "strict: true\nx: y",
        "broken: [\n  strict: true\n",
        "{'strict': true, x: [",
        "# a comment\rstrict: true\rx: [",
        "x: [https://district.example.com\n\"strict\": true",
        "\ufeffstrict: true\nx: [",
        "s\0t\0r\0i\0c\0t\0:\0 \0t\0r\0u\0e\0",
      })
  void strictIsReadEvenIfTheRestIsBroken(String yaml) {
    assertTrue(sources.file(yaml).refused().strict());
    assertFalse(sources.argument("strict=false").refused().strict());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broken: [\n# strict: true",
        "broken: [\n\t # strict: true",
        "strict: false\nx: [",
        "{\"strict\" : False, x: [",
        "x: [https://district.example.com, https://strict.example.com, strict-host",
      })
  void strictIsNotReadWhereItIsNotSaid(String yaml) {
    assertFalse(sources.file(yaml).refused().strict());
    assertTrue(sources.variable("CLOUD_RUN_AUTH_STRICT", "true").refused().strict());
  }
}
