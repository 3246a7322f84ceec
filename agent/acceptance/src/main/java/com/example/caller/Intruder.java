package com.example.caller;

import java.lang.reflect.Modifier;

/** Looks for what it could change of the agent's hook, and reach of the JDK beside the agent. */
public final class Intruder {

  private Intruder() {}

  /**
   * Runs the program.
   *
   * @param arguments calls that weave clients
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    Caller.main(arguments);
    var hook = Class.forName("java.lang.CloudRunAuthHook");
    System.out.println(hook.getFields().length + " fields are public");
    for (var field : hook.getDeclaredFields()) {
      System.out.println(field.getName() + " is " + Modifier.toString(field.getModifiers()));
      try {
        field.setAccessible(true);
        System.out.println(field.getName() + " can be replaced");
      } catch (RuntimeException closed) {
        System.out.println(field.getName() + ": " + closed.getClass().getName());
      }
    }
    for (var internal :
        new String[] {
          "jdk.internal.net.http.Exchange",
          "jdk.internal.net.http.common.HttpHeadersBuilder",
          "sun.net.www.http.HttpClient",
          "sun.net.www.MessageHeader"
        }) {
      var type = Class.forName(internal);
      boolean isOpen = type.getModule().isOpen(type.getPackageName(), Intruder.class.getModule());
      System.out.println(type.getPackageName() + (isOpen ? " is open" : " is closed"));
    }
  }
}
