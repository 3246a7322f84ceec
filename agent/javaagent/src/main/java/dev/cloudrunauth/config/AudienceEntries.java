package dev.cloudrunauth.config;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.Destination;
import dev.cloudrunauth.audience.OnFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code audiences} of the file into a list. For one thread. */
final class AudienceEntries {
  static final List<String> KEYS = List.of("audience", "hosts", "impersonate", "on-failure");

  private final AudienceList list;
  private final Interpolation interpolation;
  private final Problems problems;
  private final @Nullable String impersonate;
  private final OnFailure onFailure;

  AudienceEntries(
      AudienceList list,
      Interpolation interpolation,
      Problems problems,
      @Nullable String impersonate,
      OnFailure onFailure) {
    this.list = list;
    this.interpolation = interpolation;
    this.problems = problems;
    this.impersonate = impersonate;
    this.onFailure = onFailure;
  }

  void read(YamlNode audiences) {
    for (YamlNode item : items("audiences", audiences, "- https://…")) {
      if (item instanceof YamlNode.Mapping) {
        readEntry((YamlNode.Mapping) item);
      } else {
        ConfiguredValue audience = interpolation.value("an audience", item);
        if (audience != null) {
          list.add(audience, impersonate, onFailure);
        }
      }
    }
  }

  private void readEntry(YamlNode.Mapping entry) {
    Document.checkDuplicates(entry, problems);
    YamlNode hosts = null;
    YamlNode audienceNode = null;
    String identity = impersonate;
    OnFailure without = onFailure;
    for (YamlNode.Entry line : entry.entries) {
      switch (line.key.text) {
        case "audience":
          audienceNode = line.value;
          break;
        case "hosts":
          hosts = line.value;
          break;
        case "impersonate":
          ConfiguredValue account = interpolation.value("impersonate", line.value);
          identity = account == null ? null : account.serviceAccount(problems);
          break;
        case "on-failure":
          ConfiguredValue choice = interpolation.value("on-failure", line.value);
          if (choice != null) {
            without = choice.choice("on-failure", OnFailure.values(), problems);
          }
          break;
        default:
          Document.reportUnknown(line.key, KEYS, problems);
      }
    }
    if (audienceNode == null) {
      problems.add(entry.place, "\"audience\" is missing here", "Write audience: https://…");
      return;
    }
    ConfiguredValue audience = interpolation.value("audience", audienceNode);
    if (hosts == null) {
      if (audience != null) {
        list.add(audience, identity, without);
      }
    } else {
      readHosts(hosts, audience, identity, without);
    }
  }

  private void readHosts(
      YamlNode hosts,
      @Nullable ConfiguredValue audience,
      @Nullable String identity,
      OnFailure without) {
    // The hosts are read even if the audience is invalid, so that all problems are shown at once.
    String aud = audience != null && isFixed(audience) ? audience.text : "";
    var destination = new Destination(new Audience(aud, identity), without);
    for (YamlNode item : items("hosts", hosts, "hosts: [HOST]")) {
      ConfiguredValue host = interpolation.value("a host", item);
      if (host != null) {
        list.addHost(host, destination);
      }
    }
  }

  private boolean isFixed(ConfiguredValue audience) {
    if (audience.text.startsWith("https://") && audience.text.indexOf('*') >= 0) {
      problems.add(
          audience.place,
          Quoted.of(audience.text)
              + ": a wildcard cannot have \"hosts\", each of its origins is its own audience",
          "Remove the hosts, or write one audience");
      return false;
    }
    for (int i = 0; i < audience.text.length(); i++) {
      char c = audience.text.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        problems.add(
            audience.place,
            Quoted.of(audience.text) + ": an audience has no space in it",
            "Remove it");
        return false;
      }
    }
    return true;
  }

  private List<YamlNode> items(String name, YamlNode node, String example) {
    if (node instanceof YamlNode.Sequence) {
      List<YamlNode> items = ((YamlNode.Sequence) node).items;
      if (items.isEmpty()) {
        problems.add(node.place, name + " is empty", "Write at least one: " + example);
      }
      return items;
    }
    problems.add(
        node.place,
        node.isNothing() ? name + " is empty" : name + " must be a list, not " + node.kind(),
        (node.isNothing() ? "Write at least one: " : "Write ") + example);
    return List.of();
  }
}
