package dev.cloudrunauth.config;

import dev.cloudrunauth.audience.OnFailure;
import java.io.File;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration. Each key is taken from the first of these that has it: the agent
 * argument, the system property, the environment variable, the file, the default. A list of
 * audiences replaces that of a later source as a whole; a value in the file that is replaced is not
 * looked at.
 */
public final class ConfigurationReader {
  private final Map<String, String> environment;
  private final File workingDirectory;
  private final Runnable whenFileIsRead;
  private final Problems problems = new Problems();

  private final Map<Key, Given> given = new TreeMap<>();

  private @Nullable YamlNode fileAudiences;
  private boolean fileIsReadable = true;
  private boolean strictInUnreadableFile;

  private ConfigurationReader(
      Map<String, String> environment, File workingDirectory, Runnable whenFileIsRead) {
    this.environment = environment;
    this.workingDirectory = workingDirectory;
    this.whenFileIsRead = whenFileIsRead;
  }

  /**
   * Reads the configuration.
   *
   * @param argument what stands behind {@code -javaagent:…=}, or {@code null}
   * @param properties the system properties
   * @param environment the environment variables
   * @param workingDirectory where relative file names start
   * @param whenFileIsRead is run when nothing is left that could wait: there is the text of the
   *     file, or no file
   * @return the settings; where {@code enabled} is {@code false}, whatever else is wrong does not
   *     matter, and where the argument, a property or a variable says so, not even the file
   * @throws ConfigurationException when anything is wrong, with everything that is
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
   * @param option the option, as places show it
   * @param file the file's name; {@code null} or blank where the option says nothing
   * @param properties the system properties
   * @param environment the environment variables
   * @param workingDirectory where relative file names start
   * @return the settings, as {@link #read} gives them
   * @throws ConfigurationException when anything is wrong, with everything that is
   */
  public static Settings readFile(
      String option,
      @Nullable String file,
      Properties properties,
      Map<String, String> environment,
      File workingDirectory)
      throws ConfigurationException {
    Map<Key, Given> first =
        file == null || file.isBlank()
            ? Map.of()
            : Map.of(Key.CONFIG, new Given(file.strip(), Place.option(option)));
    return new ConfigurationReader(environment, workingDirectory, () -> {}).read(first, properties);
  }

  /**
   * What {@code on-failure} says without the file, for when that cannot be read in time.
   *
   * @param argument what stands behind {@code -javaagent:…=}, or {@code null}
   * @param properties the system properties
   * @param environment the environment variables
   * @return the default where none of them says anything that can be understood
   */
  public static OnFailure onFailureWithoutFile(
      @Nullable String argument, Properties properties, Map<String, String> environment) {
    var problems = new Problems();
    var given =
        Overrides.read(AgentArgument.read(argument, problems), properties, environment, problems);
    return new Values(given, problems).choice(Key.ON_FAILURE, OnFailure.values());
  }

  private Settings read(Map<Key, Given> first, Properties properties)
      throws ConfigurationException {
    given.putAll(Overrides.read(first, properties, environment, problems));
    ConfigurationFile file = isDisabled() ? null : loadFile();
    whenFileIsRead.run();
    if (file != null) {
      readFile(file);
    }
    if (isDisabled()) {
      given.keySet().retainAll(Set.of(Key.ENABLED));
      return new Settings(
          new Values(given, problems), null, OnFailure.FAIL, new AudienceList(problems));
    }
    var values = new Values(given, problems);
    String impersonate = values.serviceAccount(Key.IMPERSONATE);
    OnFailure onFailure = values.choice(Key.ON_FAILURE, OnFailure.values());
    AudienceList audiences = readAudiences(impersonate, onFailure);
    var settings = new Settings(values, impersonate, onFailure, audiences);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems.inOrder(), isStrict(), logFormat());
    }
    return settings;
  }

  private @Nullable ConfigurationFile loadFile() {
    ConfigurationFile file = ConfigurationFile.find(given.get(Key.CONFIG), workingDirectory);
    if (file != null) {
      given.putIfAbsent(Key.CONFIG, new Given(file.path, Place.file(file.path)));
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
      if (!given.containsKey(line.getKey())) {
        readLine(line.getKey(), line.getValue());
      }
    }
  }

  private void readLine(Key key, YamlNode node) {
    if (key == Key.AUDIENCES) {
      fileAudiences = node;
      return;
    }
    Given value =
        Scalars.read(key.text(), node, new Interpolation(environment, problems), problems);
    if (value != null) {
      given.put(key, value);
    }
  }

  private AudienceList readAudiences(@Nullable String impersonate, OnFailure onFailure) {
    var list = new AudienceList(problems);
    Given listed = given.get(Key.AUDIENCES);
    if (listed != null) {
      list.addAll(listed, impersonate, onFailure);
    } else if (fileAudiences != null) {
      given.put(Key.AUDIENCES, new Given("", fileAudiences.place));
      var interpolation = new Interpolation(environment, problems);
      new AudienceEntries(list, interpolation, problems, impersonate, onFailure)
          .read(fileAudiences);
    } else if (fileIsReadable) {
      reportMissingAudiences();
    }
    return list;
  }

  private void reportMissingAudiences() {
    Given file = given.get(Key.CONFIG);
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
    return is("false", given.get(Key.ENABLED));
  }

  private boolean isStrict() {
    Given strict = given.get(Key.STRICT);
    return strict == null ? strictInUnreadableFile : is("true", strict);
  }

  private LogFormat logFormat() {
    Given format = given.get(Key.LOG_FORMAT);
    for (LogFormat each : LogFormat.values()) {
      if (is(each.name(), format)) {
        return each;
      }
    }
    return LogFormat.AUTO;
  }

  private static boolean is(String value, @Nullable Given given) {
    return given != null && given.text.equalsIgnoreCase(value);
  }
}
