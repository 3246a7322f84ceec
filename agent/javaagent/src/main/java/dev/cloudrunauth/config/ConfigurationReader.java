package dev.cloudrunauth.config;

import dev.cloudrunauth.audience.OnFailure;
import java.io.File;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration. The value of a key comes from the first of these that has it: the agent
 * argument, the system property, the environment variable, the file, the default. A list of
 * audiences replaces that of a later source as a whole. A value in the file that is replaced is not
 * checked.
 */
public final class ConfigurationReader {
  private final Map<String, String> environment;
  private final File workingDirectory;
  private final Runnable whenFileIsRead;
  private final Problems problems = new Problems();
  private final Interpolation interpolation;
  private final Map<Key, ConfiguredValue> configured = new TreeMap<>();

  private @Nullable YamlNode fileAudiences;
  private boolean fileIsReadable = true;
  private boolean strictInUnreadableFile;

  private ConfigurationReader(
      Map<String, String> environment, File workingDirectory, Runnable whenFileIsRead) {
    this.environment = environment;
    this.workingDirectory = workingDirectory;
    this.whenFileIsRead = whenFileIsRead;
    this.interpolation = new Interpolation(environment, problems);
  }

  /**
   * Reads the configuration.
   *
   * @param argument what follows {@code -javaagent:…=}, or {@code null}
   * @param properties the system properties
   * @param environment the environment variables
   * @param workingDirectory the directory to which relative file names refer
   * @param whenFileIsRead is run when the text of the file is read, or there is no file: what
   *     follows does not block
   * @return the settings; where {@code enabled} is {@code false}, other problems do not matter, and
   *     where the argument, a property or a variable sets that, the file is not read
   * @throws ConfigurationException if the configuration is broken, with all problems
   */
  public static Settings read(
      @Nullable String argument,
      Properties properties,
      Map<String, String> environment,
      File workingDirectory,
      Runnable whenFileIsRead)
      throws ConfigurationException {
    var reader = new ConfigurationReader(environment, workingDirectory, whenFileIsRead);
    return reader.read(AgentArgument.read(argument, reader.problems), properties);
  }

  /**
   * Reads the configuration for a command, one of whose options may name the file.
   *
   * @param option the name of the option, for messages
   * @param file the file's name; {@code null} or blank without the option
   * @param properties the system properties
   * @param environment the environment variables
   * @param workingDirectory the directory to which relative file names refer
   * @return the settings, as by {@link #read}
   * @throws ConfigurationException if the configuration is broken, with all problems
   */
  public static Settings readFile(
      String option,
      @Nullable String file,
      Properties properties,
      Map<String, String> environment,
      File workingDirectory)
      throws ConfigurationException {
    Map<Key, ConfiguredValue> first =
        file == null || file.isBlank()
            ? Map.of()
            : Map.of(Key.CONFIG, new ConfiguredValue(file.strip(), Place.option(option)));
    return new ConfigurationReader(environment, workingDirectory, () -> {}).read(first, properties);
  }

  /**
   * The value of {@code on-failure} without the file, for when that cannot be read in time.
   *
   * @param argument what follows {@code -javaagent:…=}, or {@code null}
   * @param properties the system properties
   * @param environment the environment variables
   * @return the default where none of them has a valid value
   */
  public static OnFailure onFailureWithoutFile(
      @Nullable String argument, Properties properties, Map<String, String> environment) {
    var problems = new Problems();
    var configured =
        Overrides.read(AgentArgument.read(argument, problems), properties, environment, problems);
    return new Values(configured, problems).choice(Key.ON_FAILURE, OnFailure.values());
  }

  private Settings read(Map<Key, ConfiguredValue> first, Properties properties)
      throws ConfigurationException {
    configured.putAll(Overrides.read(first, properties, environment, problems));
    ConfigurationFile file = isDisabled() ? null : loadFile();
    whenFileIsRead.run();
    if (file != null) {
      readFile(file);
    }
    if (isDisabled()) {
      configured.keySet().retainAll(Set.of(Key.ENABLED));
      return new Settings(
          new Values(configured, problems),
          null,
          OnFailure.FAIL,
          new AudienceList(problems, false));
    }
    var values = new Values(configured, problems);
    String impersonate = values.serviceAccount(Key.IMPERSONATE);
    OnFailure onFailure = values.choice(Key.ON_FAILURE, OnFailure.values());
    AudienceList audiences =
        readAudiences(impersonate, onFailure, values.flag(Key.USER_CREDENTIALS));
    var settings = new Settings(values, impersonate, onFailure, audiences);
    if (settings.strict()) {
      problems.addAll(settings.notices());
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems.inOrder(), isStrict(), logFormat());
    }
    return settings;
  }

  private @Nullable ConfigurationFile loadFile() {
    ConfigurationFile file = ConfigurationFile.find(configured.get(Key.CONFIG), workingDirectory);
    if (file != null) {
      configured.putIfAbsent(Key.CONFIG, new ConfiguredValue(file.path, Place.file(file.path)));
      file.load(problems);
    }
    return file;
  }

  private void readFile(ConfigurationFile file) {
    String text = file.text(problems);
    YamlNode root = text == null ? null : YamlReader.read(file.path, text, problems);
    if (root == null) {
      fileIsReadable = false;
      strictInUnreadableFile = file.isStrictMentioned();
      return;
    }
    Map<Key, YamlNode> written = new Document(root, problems).values;
    for (Map.Entry<Key, YamlNode> line : written.entrySet()) {
      if (!configured.containsKey(line.getKey())) {
        readLine(line.getKey(), line.getValue());
      }
    }
  }

  private void readLine(Key key, YamlNode node) {
    if (key == Key.AUDIENCES) {
      fileAudiences = node;
      return;
    }
    ConfiguredValue value = interpolation.value(key.text(), node);
    if (value != null) {
      configured.put(key, value);
    }
  }

  private AudienceList readAudiences(
      @Nullable String impersonate, OnFailure onFailure, boolean isForUsers) {
    var list = new AudienceList(problems, isForUsers);
    ConfiguredValue listed = configured.get(Key.AUDIENCES);
    if (listed != null) {
      list.addAll(listed, impersonate, onFailure);
    } else if (fileAudiences != null) {
      configured.put(Key.AUDIENCES, new ConfiguredValue("", fileAudiences.place));
      new AudienceEntries(list, interpolation, problems, impersonate, onFailure)
          .read(fileAudiences);
    } else if (fileIsReadable) {
      reportMissingAudiences();
    }
    return list;
  }

  private void reportMissingAudiences() {
    ConfiguredValue file = configured.get(Key.CONFIG);
    if (file != null) {
      problems.add(
          Place.file(file.text),
          "audiences is missing",
          "List the services to call: audiences: [\"https://…\"]");
      return;
    }
    ConfigurationFile hidden = ConfigurationFile.findHidden(workingDirectory);
    if (hidden != null) {
      hidden.load(problems);
    }
    if (problems.isEmpty()) {
      problems.add(
          Place.file(workingDirectory.getPath()),
          "there is no configuration here, neither "
              + ConfigurationFile.DEFAULT_PATH
              + " nor "
              + ConfigurationFile.SHORT_DEFAULT_PATH,
          "Create one of them, name another with"
              + " -javaagent:cloud-run-auth-agent.jar=FILE, or list the services to call in "
              + Key.AUDIENCES.variable());
    }
  }

  private boolean isDisabled() {
    return is("false", configured.get(Key.ENABLED));
  }

  private boolean isStrict() {
    ConfiguredValue strict = configured.get(Key.STRICT);
    return strict == null ? strictInUnreadableFile : is("true", strict);
  }

  private LogFormat logFormat() {
    ConfiguredValue format = configured.get(Key.LOG_FORMAT);
    for (LogFormat each : LogFormat.values()) {
      if (is(each.name(), format)) {
        return each;
      }
    }
    return LogFormat.AUTO;
  }

  private static boolean is(String value, @Nullable ConfiguredValue configured) {
    return configured != null && configured.text.equalsIgnoreCase(value);
  }
}
