package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** What people copy from the guides, as far as it can be tried without Docker and an account. */
class GuidesTest {

  private static final String AGENT = "cloud-run-auth-agent.jar";

  private static final Guide README = Guide.at("README.md");
  private static final Guide PLACES = Guide.at("config/guides/README.md");
  private static final List<Guide> GUIDES =
      List.of(
          README,
          PLACES,
          Guide.at("config/REFERENCE.md"),
          Guide.at("demo-app/README.md"),
          Guide.at("config/TROUBLESHOOTING.md"),
          Guide.at("CONTRIBUTING.md"),
          Guide.at("SECURITY.md"));

  @TempDir static Path folder;

  @Test
  void everyCommandOfGcloudAndItsFlagsAreReal() {
    var commands = GUIDES.stream().flatMap(guide -> guide.commands("gcloud").stream()).toList();

    assertTrue(commands.size() > 15, commands.toString());
    assertEquals(
        List.of(), commands.stream().map(Gcloud::mistake).flatMap(Optional::stream).toList());
  }

  @Test
  void everyLinkAndEveryPathOfTheProjectLeadsToAFile() {
    var path =
        Pattern.compile(
            "(?<![\\w/.$-])(?:(?:agent|demo-app|\\.ci)/[\\w./-]*\\w|config/[\\w./-]*\\.\\w+)");
    var places =
        GUIDES.stream()
            .flatMap(
                guide ->
                    Stream.concat(
                        guide.links(),
                        path.matcher(guide.text())
                            .results()
                            .map(found -> Guide.PROJECT.resolve(found.group()))))
            .distinct()
            .toList();

    assertTrue(places.size() > 20, places.toString());
    assertEquals(List.of(), places.stream().filter(place -> !isThere(place)).toList());
  }

  /** Reports and bundles are made by a command that stands beside them; jars by every build. */
  private static boolean isThere(Path place) {
    return Files.exists(place)
        || (place.toString().contains("target") && !place.toString().endsWith(".jar"));
  }

  @Test
  void everyFlagOfTheJvmNamesTheJarAsTheBuildMakesItAndThenAConfiguration() throws IOException {
    var texts = new ArrayList<String>();
    GUIDES.forEach(guide -> texts.add(guide.text()));
    for (var name : List.of("Dockerfile", "gke.yaml", "storefront.run.xml")) {
      texts.add(Files.readString(file(name)));
    }
    texts.add(Files.readString(Guide.PROJECT.resolve("config/cloud-run-auth.yaml")));
    var flags =
        texts.stream()
            .flatMap(text -> Pattern.compile("-javaagent:[^\\s'\"`]+").matcher(text).results())
            .map(found -> found.group().substring("-javaagent:".length()))
            .filter(flag -> !flag.startsWith("…"))
            .toList();

    assertEquals(AGENT, Fork.AGENT.getFileName().toString());
    assertTrue(flags.size() > 10, flags.toString());
    for (var flag : flags) {
      assertTrue(flag.matches("([\\w$./-]*/)?" + AGENT + "(=[\\w$./-]*\\.yaml|=…)?"), flag);
    }
  }

  @Test
  void profilesAndModulesOfMavenAreThere() throws IOException {
    var poms = new StringBuilder();
    for (var pom : List.of("pom.xml", "demo-app/demo/pom.xml", "agent/javaagent/pom.xml")) {
      poms.append(Files.readString(Guide.PROJECT.resolve(pom)));
    }
    var words =
        GUIDES.stream().flatMap(guide -> guide.commands("mvn").stream()).flatMap(List::stream);
    for (var word : words.toList()) {
      if (word.startsWith("-P")) {
        assertTrue(poms.indexOf("<id>" + word.substring(2) + "</id>") > 0, word);
      }
      if (word.startsWith("agent/") || word.startsWith("demo-app/")) {
        for (var module : word.split(",", -1)) {
          assertTrue(Files.exists(Guide.PROJECT.resolve(module).resolve("pom.xml")), module);
        }
      }
    }
  }

  @Test
  void everyOptionOfTheProgramsIsInTheirHelp() {
    var check =
        Fork.on(Jdk.own()).application("-jar", Fork.AGENT.toString(), "check", "--help").run();

    assertOptions(AGENT, String.join(" ", check.out()));
    assertOptions("local-cloud-run.jar", new CommandLine(new Program()).getUsageMessage());
  }

  private static void assertOptions(String program, String help) {
    var options =
        GUIDES.stream()
            .flatMap(guide -> guide.commands("java -jar \\S*" + program).stream())
            .flatMap(List::stream)
            .filter(word -> word.matches("--[a-z-]+"))
            .distinct()
            .toList();

    assertTrue(options.size() > 1, program + " " + options);
    var told = List.of(help.split("[^a-z-]+", -1));
    for (var option : options) {
      assertTrue(told.contains(option), option + " of " + program);
    }
  }

  @Test
  void theSecretThatIsMountedIsTheConfiguration() {
    var command =
        PLACES.commands("gcloud").stream()
            .filter(words -> words.contains("--update-secrets"))
            .findFirst()
            .orElseThrow();
    var mounted = command.get(command.indexOf("--update-secrets") + 1).replaceFirst("=.*", "");
    var variable = command.get(command.indexOf("--update-env-vars") + 1);

    assertEquals("CLOUD_RUN_AUTH_CONFIG=" + mounted, variable);
  }

  @Test
  void theAgentTakesEverySampleOfItsConfiguration() throws IOException {
    var samples = new ArrayList<String>();
    GUIDES.forEach(guide -> guide.blocks("audiences:").forEach(samples::add));
    samples.add(Files.readString(Guide.PROJECT.resolve("config/cloud-run-auth.yaml")));
    assertTrue(samples.size() > 1);

    for (var sample : samples) {
      var file = Files.writeString(folder.resolve("sample.yaml"), sample);
      var result =
          Fork.on(Jdk.own())
              .environment(Map.of("SHIPPING_SERVICE_URL", "https://shipping-4fjx2k-uc.a.run.app"))
              .application("-jar", Fork.AGENT.toString(), "explain-config", "--config", "" + file)
              .run();
      assertEquals(0, result.exit(), () -> sample + result.out() + result.err());
    }
  }

  /** A row of its table for each, under the name and the version that the tests have. */
  @Test
  void theReadmeNamesTheVersionsOfTheFrameworksThatWereTried() throws IOException {
    var rows =
        Files.readString(Guide.PROJECT.resolve("README.md"))
            .lines()
            .filter(line -> line.startsWith("| "))
            .toList();
    var tried = new ArrayList<String>();
    Framework.all().forEach(framework -> tried.addAll(List.of(framework.name().split(", ", 0))));
    assertTrue(tried.size() > 1);

    for (var each : tried) {
      int space = each.lastIndexOf(' ');
      assertTrue(
          rows.stream()
              .anyMatch(
                  row ->
                      row.contains(each.substring(0, space))
                          && row.matches(
                              ".*\\b" + Pattern.quote(each.substring(space + 1)) + "\\b.*")),
          each);
    }
  }

  @Test
  void theRunConfigurationNamesAModuleAClassAndFilesOfTheProject() throws Exception {
    var document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(file("storefront.run.xml").toFile());
    assertEquals(
        "ProjectRunConfigurationManager", document.getDocumentElement().getAttribute("name"));
    var options = new HashMap<String, String>();
    var elements = document.getElementsByTagName("option");
    for (int i = 0; i < elements.getLength(); i++) {
      var option = (Element) elements.item(i);
      options.put(option.getAttribute("name"), option.getAttribute("value"));
    }
    var module = ((Element) document.getElementsByTagName("module").item(0)).getAttribute("name");
    var pom = Files.readString(Guide.PROJECT.resolve("demo-app/storefront/pom.xml"));
    var parameters = options.getOrDefault("VM_PARAMETERS", "");
    var paths = Pattern.compile("\\$PROJECT_DIR\\$/([^=]+)").matcher(parameters).results();

    assertTrue(pom.contains("</parent>\n\n  <artifactId>" + module + "</artifactId>"), module);
    try (var jar = new JarFile(Fork.STOREFRONT.toFile())) {
      assertNotNull(
          jar.getEntry(options.getOrDefault("MAIN_CLASS_NAME", "").replace('.', '/') + ".class"));
    }
    var files = paths.map(path -> Guide.PROJECT.resolve(path.group(1))).toList();
    assertEquals(2, files.size(), parameters);
    assertEquals(List.of(), files.stream().filter(each -> !Files.exists(each)).toList());
  }

  private static Path file(String name) {
    return Guide.PROJECT.resolve("config/guides").resolve(name);
  }
}
