package dev.cloudrunauth.weave;

import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.DependencyRequest;

/**
 * The versions of OkHttp that the acceptance tests run, each with all that it depends on. Those
 * tests have such a class of their own: they see the packaged agent alone, and share no code with
 * its unit tests.
 */
public final class OkHttpVersions {

  private static final Path FILE = Path.of("../acceptance/versions.txt");

  private OkHttpVersions() {}

  /**
   * The jars of each version, by its name.
   *
   * @throws Exception if one can neither be found nor downloaded
   */
  public static Map<String, List<URL>> jars() throws Exception {
    var overrides =
        ContextOverrides.create()
            .withUserSettings(true)
            .withLocalRepositoryOverride(Path.of(System.getProperty("maven.repo.local")))
            .offline(System.getProperty("maven.modes").equals("offline=true"))
            .build();
    try (var maven = Runtimes.INSTANCE.getRuntime().create(overrides)) {
      var jars = new LinkedHashMap<String, List<URL>>();
      for (var version : versions().entrySet()) {
        var okHttp = new Dependency(new DefaultArtifact(version.getValue()), "runtime");
        var request = new CollectRequest(List.of(okHttp), List.of(), maven.remoteRepositories());
        var files = new ArrayList<URL>();
        for (var found :
            maven
                .repositorySystem()
                .resolveDependencies(
                    maven.repositorySystemSession(), new DependencyRequest(request, null))
                .getArtifactResults()) {
          files.add(found.getArtifact().getFile().toURI().toURL());
        }
        jars.put(version.getKey(), files);
      }
      return jars;
    }
  }

  private static Map<String, String> versions() throws IOException {
    var versions = new LinkedHashMap<String, String>();
    for (var line : Files.readAllLines(FILE)) {
      if (line.startsWith("OkHttp ")) {
        var words = line.split(" +", -1);
        versions.put(words[0] + " " + words[1], words[2]);
      }
    }
    return versions;
  }
}
