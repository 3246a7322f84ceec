package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The places that the guides put the agent in, with folders for images and pods: the same files,
 * the same paths below another root, the same commands.
 */
class PlacesTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String CALL = "send HTTP/2 GET " + ORDERS + "/orders/1001";
  private static final String AGENT = "cloud-run-auth-agent.jar";
  private static final String CONFIGURATION = "audiences: [" + ORDERS + "]\n";

  @TempDir static Path folder;
  private static LocalCloudRun cloudRun;

  @BeforeAll
  static void start() {
    cloudRun = LocalCloudRun.sample().start();
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  @Test
  void theDockerfilesImageCallsThePrivateService() throws IOException {
    var readme = Guide.at("README.md");
    var dockerfile = Dockerfile.read(file("Dockerfile"));
    var context = Files.createDirectory(folder.resolve("context"));
    var root = Files.createDirectory(folder.resolve("image"));
    Files.copy(Fork.AGENT, context.resolve(AGENT));
    Files.writeString(context.resolve("cloud-run-auth.yaml"), CONFIGURATION);
    application(context.resolve("app.jar"));

    dockerfile.build(context, root);
    var words = dockerfile.entrypoint(root);

    assertEquals("java", words.get(0));
    assertAnswered(root, words.subList(1, words.size()), Map.of(), List.of());
    assertTrue(dockerfile.all("FROM").get(0).matches("\\S+:\\S+"), "an image of a known version");
    assertTrue(
        readme.text().contains("COPY " + dockerfile.all("COPY").get(0))
            && readme.text().contains("ENTRYPOINT " + dockerfile.all("ENTRYPOINT").get(0)),
        "README shows the same lines");
  }

  @Test
  void thePodOfKubernetesCallsThePrivateService() throws IOException, InterruptedException {
    var pod = Pod.read(file("gke.yaml"));
    var root = Files.createDirectory(folder.resolve("pod"));
    Files.copy(Fork.AGENT, root.resolve(AGENT));
    for (var mount : pod.mounts().entrySet()) {
      Files.createDirectory(root.resolve(mount.getValue().substring(1)));
    }
    for (var entry : pod.configuration().entrySet()) {
      write(root, pod.folder("config") + "/" + entry.getKey(), entry.getValue());
    }
    application(root.resolve("app.jar"));

    var init = pod.init().stream().map(word -> Dockerfile.below(root, word)).toList();
    assertEquals(0, new ProcessBuilder(init).inheritIO().start().waitFor());

    assertAnswered(
        root,
        List.of("-jar", root + "/app.jar"),
        pod.environment(),
        // As the guide says of this variable.
        List.of("Picked up JAVA_TOOL_OPTIONS: " + Dockerfile.below(root, pod.jvmFlags())));
  }

  /** Runs the application where the guide has put it, and looks at what reaches the service. */
  private static void assertAnswered(
      Path root, List<String> command, Map<String, String> environment, List<String> said) {
    cloudRun.clear();
    var moved = new HashMap<>(environment);
    moved.replaceAll((name, value) -> Dockerfile.below(root, value));

    var result =
        Fork.on(Jdk.own())
            .in(root)
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .environment(moved)
            .application(command.toArray(String[]::new))
            .application(CALL)
            .run();

    assertEquals(List.of("200 HTTP_2"), result.out(), () -> String.join("\n", result.err()));
    assertEquals(said, result.complaints());
    assertEquals(ORDERS, cloudRun.received().get(0).audience().orElse("no token"));
  }

  /** An application as one jar, as an image has it. */
  private static void application(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "com.example.caller.Caller");
    manifest
        .getMainAttributes()
        .put(Attributes.Name.CLASS_PATH, Fork.CALLER.toAbsolutePath().toUri().toString());
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  private static void write(Path root, String path, String text) throws IOException {
    var file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Path file(String name) {
    return Guide.PROJECT.resolve("config/guides").resolve(name);
  }
}
