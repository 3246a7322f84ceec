package dev.cloudrunauth.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.cloudrunauth.client.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the sample, the schema and the parser together. */
class SampleAndSchemaTest {
  private static final Path CONFIG = Path.of("../../config");

  /** A line of the sample that is a key when its comment sign is taken away; others are prose. */
  private static final Pattern COMMENTED_OUT =
      Pattern.compile(
          "( *)# ((?:enabled|impersonate|user-credentials|header|on-failure|token-timeout|clients|log|strict"
              + "|- audience|  [a-z0-9-]+):(?: .*)?)");

  @TempDir Path directory;

  @Test
  void theSampleIsValidAsItStands() throws IOException, ConfigurationException {
    String sample = Files.readString(CONFIG.resolve("cloud-run-auth.yaml"));
    assertEquals(List.of(), schema().validate(sample, InputFormat.YAML));
    Settings settings = new Sources(directory).file(sample).read();
    assertEquals(
        "[https://orders-4fjx2k-uc.a.run.app, https://stock-4fjx2k-uc.a.run.app,"
            + " https://*-123456789012.us-central1.run.app]",
        settings.audiences().rules().toString());
  }

  @Test
  void theSampleIsValidWithEveryLineThatIsCommentedOut()
      throws IOException, ConfigurationException {
    String complete = completeSample();
    assertEquals(List.of(), schema().validate(complete, InputFormat.YAML));
    Settings settings = new Sources(directory).file(complete).read();
    assertEquals(5, settings.audiences().rules().size());
  }

  @Test
  void whatTheSampleShowsAsDefaultsAreTheDefaults() throws IOException, ConfigurationException {
    Map<?, ?> sample = yaml(completeSample());
    for (Key key : Key.all()) {
      if (key.defaultValue() != null) {
        int dot = key.text().indexOf('.');
        Object value =
            dot < 0
                ? sample.get(key.text())
                : map(sample, key.text().substring(0, dot)).get(key.text().substring(dot + 1));
        assertEquals(key.defaultValue(), String.valueOf(value), key.text());
      }
    }
  }

  @Test
  void sampleSchemaAndParserHaveTheSameKeys() throws IOException {
    Set<String> parser = new TreeSet<>();
    for (Key key : Key.all()) {
      if (key != Key.CONFIG) {
        parser.add(key.text());
      }
    }
    var reference = Files.readString(CONFIG.resolve("REFERENCE.md"));
    for (var name : parser) {
      assertTrue(reference.contains("`" + name + "`"), name + " is not in REFERENCE.md");
    }
    for (var client : Clients.woven()) {
      assertTrue(parser.contains("clients." + client.id()), client.id());
    }
    Map<?, ?> sample = yaml(completeSample());
    Map<?, ?> schema = yaml(Files.readString(CONFIG.resolve("cloud-run-auth.schema.json")));
    assertEquals(parser, keys(sample, ""));
    assertEquals(parser, schemaKeys(schema, ""));

    Set<String> entry = new TreeSet<>(AudienceEntries.KEYS);
    assertEquals(entry, schemaKeys(map(map(schema, "$defs"), "entry"), ""));
    List<?> audiences = (List<?>) Objects.requireNonNull(sample.get("audiences"));
    assertEquals(entry, keys((Map<?, ?>) audiences.get(audiences.size() - 1), ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audiences: []",
        "audiences: https://a.example.com",
        "audiences: [http://a.example.com]",
        "audiences: [a.example.com]",
        "audiences: [https://]",
        "audiences: [https://a.example.com/x]",
        "audiences: [https://a.example.com?x]",
        "audiences: [https://u@a.example.com]",
        "audiences: [https://a.example.com:123456]",
        "audiences: ['https://[::1]']",
        "audiences: ['https://*']",
        "audiences: ['https://*.app']",
        "audiences: ['https://*-1.app']",
        "audiences: ['https://a.*.run.app']",
        "audiences: ['https://*run.app']",
        "audiences: [1]",
        "audiences: [[https://a.example.com]]",
        "audiences: [{hosts: [a.example.com]}]",
        "audiences: [{audience: client-id}]",
        "audiences: [{audience: client-id, hosts: []}]",
        "audiences: [{audience: client-id, hosts: a.example.com}]",
        "audiences: [{audience: client-id, hosts: ['*.example.com']}]",
        "audiences: [{audience: 'https://*.example.com', hosts: [a.example.com]}]",
        "audiences: [{audience: client-id, host: [a.example.com]}]",
        "audiences: [{audience: https://a.example.com, impersonate: me}]",
        "audiences: [{audience: https://a.example.com, on-failure: ignore}]",
        "audience: [https://a.example.com]",
        "audiences: [https://a.example.com]\nenabled: maybe",
        "audiences: [https://a.example.com]\nimpersonate: me@example.com",
        "audiences: [https://a.example.com]\nheader: cookie",
        "audiences: [https://a.example.com]\non-failure: ignore",
        "audiences: [https://a.example.com]\ntoken-timeout: 5",
        "audiences: [https://a.example.com]\ntoken-timeout: 5h",
        "audiences: [https://a.example.com]\nclients: [okhttp]",
        "audiences: [https://a.example.com]\nclients: {apache: true}",
        "audiences: [https://a.example.com]\nclients: {okhttp: 1}",
        "audiences: [https://a.example.com]\nlog: debug",
        "audiences: [https://a.example.com]\nlog: {level: fine}",
        "audiences: [https://a.example.com]\nlog: {format: xml}",
        "audiences: [https://a.example.com]\nstrict: sometimes",
        "audiences: [https://a.example.com]\nconfig: other.yaml",
        "audiences: ['${A.B}']",
      })
  void schemaAndParserRefuseTheSameDocuments(String yaml) throws IOException {
    assertNotEquals(List.of(), schema().validate(yaml, InputFormat.YAML));
    new Sources(directory).file(yaml).refused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audiences: [HTTPS://A.example.com:8443/]",
        "audiences: ['https://*.a.run.app', 'https://*-1.us.run.app:8443', https://10.0.0.1]",
        "audiences: [https://b\u00fccher.example.com]",
        "audiences: ['${A:-https://a.example.com}', 'https://${B:-b.example.com}:8443']",
        "audiences: [{audience: 'a*', hosts: [a.example.com, 'b.example.com:1', https://c.example.com/]}]",
        "audiences: [{audience: 'https://*.run.app', impersonate: a@b.iam.gserviceaccount.com}]",
        "audiences: [{audience: a, hosts: ['${A:-a.example.com}'], impersonate: '${B:-1-compute@developer.gserviceaccount.com}'}]",
        "audiences: [{audience: https://a.example.com, on-failure: pass-through}]",
        "audiences: [{audience: a, hosts: [a.example.com], on-failure: '${B:-fail}'}]",
        "audiences: [https://a.example.com]\nenabled: 'true'\nstrict: \"false\"\nlog:\nclients:\n",
        "audiences: [https://a.example.com]\ntoken-timeout: ${T:-250ms}\nclients: {okhttp: '${O:-false}'}",
        "audiences: [https://a.example.com]\nlog: {level: off, format: text}",
      })
  void schemaAndParserAcceptTheSameDocuments(String yaml)
      throws IOException, ConfigurationException {
    assertEquals(List.of(), schema().validate(yaml, InputFormat.YAML));
    new Sources(directory).file(yaml).read();
  }

  private static String completeSample() throws IOException {
    var complete = new StringBuilder();
    for (String line : Files.readAllLines(CONFIG.resolve("cloud-run-auth.yaml"))) {
      Matcher key = COMMENTED_OUT.matcher(line);
      complete.append(key.matches() ? key.group(1) + key.group(2) : line).append('\n');
    }
    return complete.toString();
  }

  private static Set<String> keys(Map<?, ?> mapping, String prefix) {
    Set<String> keys = new TreeSet<>();
    mapping.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> group) {
            keys.addAll(keys(group, prefix + key + "."));
          } else {
            keys.add(prefix + key);
          }
        });
    return keys;
  }

  private static Set<String> schemaKeys(Map<?, ?> schema, String prefix) {
    Set<String> keys = new TreeSet<>();
    map(schema, "properties")
        .forEach(
            (key, value) -> {
              Map<?, ?> property = (Map<?, ?>) value;
              if (property.containsKey("properties")) {
                keys.addAll(schemaKeys(property, prefix + key + "."));
              } else {
                keys.add(prefix + key);
              }
            });
    return keys;
  }

  private static Map<?, ?> map(Map<?, ?> mapping, String key) {
    return (Map<?, ?>) Objects.requireNonNull(mapping.get(key), key);
  }

  private static Map<?, ?> yaml(String text) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(CONFIG.resolve("cloud-run-auth.schema.json")));
  }
}
