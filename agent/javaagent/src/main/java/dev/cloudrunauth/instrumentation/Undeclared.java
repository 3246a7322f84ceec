package dev.cloudrunauth.instrumentation;

/** Throws checked exceptions through the JDK's functional types, which declare none. */
public final class Undeclared {

  private Undeclared() {}

  /** Throws; the type of what it returns lets the compiler see that nothing comes after it. */
  public static RuntimeException exception(Throwable thrown) {
    throw Undeclared.<RuntimeException>as(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T as(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
