package dev.cloudrunauth.weave;

/** Defines one class itself, which the JVM verifies when it is initialized. */
final class ChildFirst extends ClassLoader {

  private final String name;
  private final byte[] classFile;

  ChildFirst(String name, byte[] classFile) {
    super(ChildFirst.class.getClassLoader());
    this.name = name;
    this.classFile = classFile;
  }

  @Override
  protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(wanted)) {
      if (!wanted.equals(name)) {
        return super.loadClass(wanted, resolve);
      }
      var loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineClass(name, classFile, 0, classFile.length);
    }
  }
}
