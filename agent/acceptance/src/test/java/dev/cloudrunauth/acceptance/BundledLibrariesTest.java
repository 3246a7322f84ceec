package dev.cloudrunauth.acceptance;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the jar says of the libraries in it: each package belongs to one that is listed, each that
 * is listed is there, with its licence, and the bill of materials tells the same.
 */
class BundledLibrariesTest {

  private static final String FOLDER = "cloud-run-auth/";
  private static final Pattern ROW = Pattern.compile("(\\S+:\\S+) +(\\S+) +(\\S.*)");
  private static final String SECTION = "\n=== ";

  /** A row of the table. One library is part of another; one has no class of its own. */
  private record Library(String name, String licence, String place) {

    boolean isPartOfAnother() {
      return place.startsWith("in ");
    }

    Stream<String> packages() {
      return place.equals("(no class)")
          ? Stream.of()
          : Stream.of(place.substring(place.indexOf(": ") + 1).trim().split(" "));
    }
  }

  private static String thirdParty;
  private static List<Library> listed;
  private static JsonArray components;
  private static final Set<String> PACKAGES = new TreeSet<>();

  @BeforeAll
  static void read() throws IOException {
    try (var jar = new JarFile(Fork.AGENT.toFile())) {
      thirdParty = text(jar, "META-INF/THIRD-PARTY.txt");
      listed =
          ROW.matcher(thirdParty.substring(0, thirdParty.indexOf(SECTION)))
              .results()
              .map(row -> new Library(row.group(1), row.group(2), row.group(3)))
              .toList();
      components =
          JsonParser.parseString(text(jar, "META-INF/sbom.cdx.json"))
              .getAsJsonObject()
              .getAsJsonArray("components");
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(FOLDER) && name.endsWith(".classdata"))
          .forEach(name -> PACKAGES.add(packageOf(name.substring(FOLDER.length()))));
      try (var libraries =
          new ZipInputStream(jar.getInputStream(jar.getEntry(FOLDER + "libraries.zip")))) {
        for (var entry = libraries.getNextEntry();
            entry != null;
            entry = libraries.getNextEntry()) {
          PACKAGES.add(packageOf(entry.getName()));
        }
      }
      PACKAGES.removeIf(BundledLibrariesTest::isOwn);
    }
  }

  @Test
  void everyPackageIsOfAListedLibrary() {
    var strays = PACKAGES.stream().filter(name -> listedAs(name).isEmpty()).toList();

    assertEquals(List.of(), strays);
  }

  @Test
  void everyListedPackageIsThere() {
    var found =
        PACKAGES.stream()
            .flatMap(name -> listedAs(name).stream())
            .collect(toCollection(TreeSet::new));

    assertEquals(listedPackages().collect(toCollection(TreeSet::new)), found);
  }

  @Test
  void theBillOfMaterialsHasTheListedLibrariesUnderTheSameLicences() {
    var told = new TreeSet<String>();
    for (var each : components) {
      var component = each.getAsJsonObject();
      var group = component.get("group").getAsString();
      var licence = component.getAsJsonArray("licenses").get(0).getAsJsonObject();
      var id = licence.getAsJsonObject("license").get("id").getAsString();
      told.add(group + ":" + component.get("name").getAsString() + " " + id);
    }

    var rows =
        listed.stream()
            .filter(library -> !library.isPartOfAnother())
            .map(library -> library.name() + " " + library.licence());
    assertEquals(rows.collect(toCollection(TreeSet::new)), told);
  }

  @Test
  void licencesThatNameTheirHolderAreThereInFull() {
    var sections = List.of(thirdParty.split(SECTION)).stream().skip(1).toList();

    for (var library : listed) {
      if (!library.licence().equals("Apache-2.0")) {
        var section =
            sections.stream()
                .filter(text -> text.lines().findFirst().orElseThrow().contains(library.name()))
                .findFirst()
                .orElse("");
        assertTrue(section.contains("Copyright "), library + ": " + section);
        assertTrue(section.replaceAll(" +", " ").contains("\"AS IS\""), library + ": " + section);
      }
    }
  }

  /** The nearest listed package, this one or one above it. */
  private static Optional<String> listedAs(String name) {
    return listedPackages()
        .filter(each -> name.equals(each) || name.startsWith(each + "."))
        .max(String::compareTo);
  }

  private static Stream<String> listedPackages() {
    return listed.stream().flatMap(Library::packages);
  }

  private static boolean isOwn(String name) {
    return name.equals("java.lang")
        || (name.startsWith("dev.cloudrunauth") && !name.startsWith("dev.cloudrunauth.lib."));
  }

  private static String packageOf(String file) {
    return file.substring(0, file.lastIndexOf('/')).replace('/', '.');
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (var in = jar.getInputStream(jar.getEntry(FOLDER + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
