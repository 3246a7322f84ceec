package dev.cloudrunauth.acceptance;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Jars from Maven repositories, with all that they depend on: the same repositories, mirrors and
 * local store that the build uses, and no network where that is offline.
 */
final class Artifacts {

  private static final Map<List<String>, List<Path>> RESOLVED = new ConcurrentHashMap<>();
  private static final Context MAVEN =
      Runtimes.INSTANCE.getRuntime().create(overridesOfTheBuild().build());

  private Artifacts() {}

  private static ContextOverrides.Builder overridesOfTheBuild() {
    return ContextOverrides.create()
        .withUserSettings(true)
        .withLocalRepositoryOverride(Path.of(System.getProperty("maven.repo.local")))
        .offline(areOffline());
  }

  /** Whether the build does without a network. */
  static boolean areOffline() {
    return System.getProperty("maven.modes").equals("offline=true");
  }

  /** The jars behind coordinates, {@code GROUP:ARTIFACT[:EXTENSION[:CLASSIFIER]]:VERSION}. */
  static List<Path> jars(List<String> coordinates) {
    return RESOLVED.computeIfAbsent(List.copyOf(coordinates), Artifacts::resolve);
  }

  private static List<Path> resolve(List<String> coordinates) {
    var wanted =
        new CollectRequest(dependencies(coordinates), List.of(), MAVEN.remoteRepositories());
    try {
      return MAVEN
          .repositorySystem()
          .resolveDependencies(MAVEN.repositorySystemSession(), new DependencyRequest(wanted, null))
          .getArtifactResults()
          .stream()
          .map(result -> result.getArtifact().getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw new IllegalStateException("cannot get " + coordinates, e);
    }
  }

  private static List<Dependency> dependencies(List<String> coordinates) {
    return coordinates.stream()
        .map(coordinate -> new Dependency(new DefaultArtifact(coordinate), "runtime"))
        .toList();
  }
}
