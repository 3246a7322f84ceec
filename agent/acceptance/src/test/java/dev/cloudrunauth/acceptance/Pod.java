package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What Kubernetes makes of a manifest with a Deployment, a ConfigMap and a ServiceAccount, whose
 * names must fit together; a field that is none of those used here is taken for a mistake.
 *
 * @param init the command of the init container
 * @param environment of the application
 * @param mounts the folders of the application, by the names of the volumes there
 * @param configuration the files of the ConfigMap, by name
 */
record Pod(
    List<String> init,
    Map<String, String> environment,
    Map<String, String> mounts,
    Map<String, String> configuration) {

  static Pod read(Path manifest) throws IOException {
    var yaml = new Load(LoadSettings.builder().build());
    var documents =
        Fields.by(
            "kind",
            StreamSupport.stream(
                    yaml.loadAllFromString(Files.readString(manifest)).spliterator(), false)
                .map(document -> new Fields(document)));
    var account = documents.in("ServiceAccount").only("apiVersion", "kind", "metadata");
    var map = documents.in("ConfigMap").only("apiVersion", "kind", "metadata", "data");
    var deployment = documents.in("Deployment").only("apiVersion", "kind", "metadata", "spec");
    assertEquals("v1", account.text("apiVersion"));
    assertEquals("v1", map.text("apiVersion"));
    assertEquals("apps/v1", deployment.text("apiVersion"));
    assertTrue(
        account
            .in("metadata")
            .in("annotations")
            .text("iam.gke.io/gcp-service-account")
            .matches("[a-z-]+@[a-z-]+\\.iam\\.gserviceaccount\\.com"));

    var spec = deployment.in("spec").only("selector", "template", "replicas");
    var template = spec.in("template").only("metadata", "spec");
    assertEquals(
        spec.in("selector").only("matchLabels").get("matchLabels"),
        template.in("metadata").get("labels"));
    var pod =
        template.in("spec").only("serviceAccountName", "initContainers", "containers", "volumes");
    assertEquals(account.in("metadata").text("name"), pod.text("serviceAccountName"));
    var volumes =
        Fields.by(
            "name",
            pod.list("volumes").stream()
                .map(volume -> volume.only("name", "emptyDir", "configMap")));
    assertEquals(
        map.in("metadata").text("name"), volumes.in("config").in("configMap").text("name"));

    var init = pod.list("initContainers").get(0).only("name", "image", "command", "volumeMounts");
    var application = pod.list("containers").get(0).only("name", "image", "env", "volumeMounts");
    assertEquals(Map.of("agent", "/agent"), init.mounts());
    assertEquals(volumes.map().keySet(), application.mounts().keySet());
    return new Pod(
        init.words("command"),
        application.pairs("env", "value"),
        application.mounts(),
        map.in("data").values());
  }

  /** The folder of a volume in the application. */
  String folder(String volume) {
    return Objects.requireNonNull(mounts.get(volume), volume);
  }

  /** The flags that the environment gives to the JVM. */
  String jvmFlags() {
    return Objects.requireNonNull(environment.get("JAVA_TOOL_OPTIONS"));
  }

  /** A mapping of the manifest. */
  private record Fields(Map<?, ?> map) {

    Fields(Object node) {
      this((Map<?, ?>) node);
    }

    /** Several of them, by a field that names each. */
    static Fields by(String key, Stream<Fields> all) {
      return new Fields(all.collect(Collectors.toMap(each -> each.text(key), Fields::map)));
    }

    Fields only(String... allowed) {
      assertTrue(Set.of(allowed).containsAll(map.keySet()), map.keySet().toString());
      return this;
    }

    Object get(String key) {
      return Objects.requireNonNull(map.get(key), key);
    }

    String text(String key) {
      return (String) get(key);
    }

    Fields in(String key) {
      return new Fields(get(key));
    }

    List<Fields> list(String key) {
      return ((List<?>) get(key)).stream().map(each -> new Fields(each)).toList();
    }

    List<String> words(String key) {
      return ((List<?>) get(key)).stream().map(String.class::cast).toList();
    }

    Map<String, String> values() {
      var values = new HashMap<String, String>();
      map.keySet().forEach(key -> values.put((String) key, text((String) key)));
      return values;
    }

    Map<String, String> pairs(String key, String value) {
      return list(key).stream()
          .map(each -> each.only("name", value))
          .collect(Collectors.toMap(each -> each.text("name"), each -> each.text(value)));
    }

    Map<String, String> mounts() {
      return pairs("volumeMounts", "mountPath");
    }
  }
}
