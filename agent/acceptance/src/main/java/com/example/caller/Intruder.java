package com.example.caller;

import java.lang.reflect.Modifier;

/** Looks for what it could change of the agent's hook in {@code java.lang}. */
public final class Intruder {

  private Intruder() {}

  /**
   * Runs the program.
   *
   * @param arguments a call that weaves a client, as one argument
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
  }
}
