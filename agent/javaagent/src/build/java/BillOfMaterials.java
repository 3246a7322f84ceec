import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes the bill of materials of the agent's jar, CycloneDX 1.6: of each library in the table of
 * THIRD-PARTY.txt the version and the checksum of the jar that was built with. The plugin that makes
 * such bills refuses to work offline, and tells of what is compiled with rather than what is in the jar.
 *
 * <p>Run by the build from source: table, version, time, class path, file to write.
 */
public final class BillOfMaterials {

  /** A row of the table: group and artifact, licence, packages. */
  private static final Pattern ROW =
      Pattern.compile("^(\\S+):(\\S+) +(\\S+) +(\\S.*)$", Pattern.MULTILINE);

  private BillOfMaterials() {}

  public static void main(String[] arguments) throws Exception {
    String table = Files.readString(Path.of(arguments[0]));
    String version = arguments[1];
    String time = arguments[2];
    Map<String, Path> jars = jars(arguments[3]);
    StringBuilder components = new StringBuilder();
    for (var row = ROW.matcher(table); row.find(); ) {
      if (!row.group(4).startsWith("in ")) {
        components.append(components.length() == 0 ? "\n" : ",\n");
        components.append(library(row.group(1), row.group(2), row.group(3), jars));
      }
    }
    String bill =
        "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1,\n"
            + ("\"metadata\": {\"timestamp\": \"" + time + "\", \"component\": ")
            + component("application", "dev.cloudrunauth", "cloud-run-auth-agent", version)
            + ", \"licenses\": [{\"license\": {\"id\": \"Apache-2.0\"}}]}},\n"
            + ("\"components\": [" + components + "\n]}\n");
    Files.write(Path.of(arguments[4]), bill.getBytes(UTF_8));
  }

  /** Of a repository, in which they lie in folders of their group, artifact and version. */
  private static Map<String, Path> jars(String classPath) {
    var jars = new TreeMap<String, Path>();
    for (String entry : classPath.split(File.pathSeparator)) {
      var jar = Path.of(entry);
      if (jar.getNameCount() > 3) {
        var artifact = jar.getParent().getParent();
        jars.put(artifact.getParent().getFileName() + ":" + artifact.getFileName(), jar);
      }
    }
    return jars;
  }

  private static String library(
      String group, String name, String licence, Map<String, Path> jars) throws Exception {
    var jar = jars.get(group.substring(group.lastIndexOf('.') + 1) + ":" + name);
    if (jar == null) {
      throw new IllegalStateException(
          group + ":" + name + " is listed in THIRD-PARTY.txt, and the agent is built without it");
    }
    var version = jar.getParent().getFileName().toString();
    return component("library", group, name, version)
        + (", \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"" + sha256(jar) + "\"}]")
        + (", \"licenses\": [{\"license\": {\"id\": \"" + licence + "\"}}]}");
  }

  /** Open at its end. */
  private static String component(String type, String group, String name, String version) {
    var purl = "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
    return ("{\"type\": \"" + type + "\", \"bom-ref\": \"" + purl + "\", \"group\": \"" + group)
        + ("\", \"name\": \"" + name + "\", \"version\": \"" + version)
        + ("\", \"purl\": \"" + purl + "\"");
  }

  private static String sha256(Path file) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return String.format("%064x", new BigInteger(1, digest));
  }
}
