package com.example.container;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** Asks its parent last, as the class loader of a web application does. */
final class ChildFirst extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  ChildFirst(String... urls) {
    super(Arrays.stream(urls).map(ChildFirst::url).toArray(URL[]::new));
  }

  private static URL url(String text) {
    try {
      return new URL(text);
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (!name.startsWith("java.")) {
        try {
          return findClass(name);
        } catch (ClassNotFoundException notHere) {
          // Then the parent may have it.
        }
      }
      return super.loadClass(name, resolve);
    }
  }
}
