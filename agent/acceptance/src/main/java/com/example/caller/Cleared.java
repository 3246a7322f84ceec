package com.example.caller;

import java.util.Properties;

/** Replaces the system properties at the top of its {@code main}, and then is {@link Prompted}. */
public final class Cleared {

  private Cleared() {}

  /**
   * Runs the program.
   *
   * @param kept with what the names of the properties begin that stay, as the test needs them
   * @throws Exception if the program fails
   */
  public static void main(String[] kept) throws Exception {
    var properties = new Properties();
    for (var name : System.getProperties().stringPropertyNames()) {
      for (var prefix : kept) {
        if (name.startsWith(prefix)) {
          properties.setProperty(name, System.getProperty(name));
        }
      }
    }
    System.setProperties(properties);
    Prompted.main(new String[0]);
  }
}
