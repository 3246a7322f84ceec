package com.example.caller;

import io.github.classgraph.ClassGraph;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Prints what a scan of the class path finds, and where resources are that frameworks look for. */
public final class Scan {

  private static final List<String> LOOKED_FOR =
      List.of(
          "",
          "META-INF/",
          "META-INF/LICENSE",
          "META-INF/MANIFEST.MF",
          "META-INF/maven/",
          "META-INF/native-image/",
          "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
          "META-INF/versions/",
          "com/google/",
          "dev/cloudrunauth/",
          "dev/cloudrunauth/version.txt",
          "module-info.class",
          "net/bytebuddy/",
          "org/slf4j/");

  private static final List<String> SPRINGS_PATTERNS =
      List.of(
          "classpath*:**/*.class",
          "classpath*:*",
          "classpath*:META-INF/**",
          "classpath*:cloud-run-auth/**",
          "classpath*:com/google/**/*.class",
          "classpath*:dev/**/*.class",
          "classpath*:org/slf4j/**");

  private Scan() {}

  /**
   * Runs the program.
   *
   * @param arguments not used
   * @throws Exception if resources cannot be read
   */
  public static void main(String[] arguments) throws Exception {
    var found = new TreeSet<String>();
    try (var scan = new ClassGraph().enableClassInfo().ignoreClassVisibility().scan()) {
      scan.getAllClasses().getNames().forEach(name -> found.add("class " + name));
      scan.getAllResources().getPaths().forEach(path -> found.add("resource " + path));
    }
    for (var name : LOOKED_FOR) {
      for (var url : Collections.list(Scan.class.getClassLoader().getResources(name))) {
        found.add("found " + name + " at " + url);
      }
    }
    for (var pattern : SPRINGS_PATTERNS) {
      for (var resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
        found.add("Spring's " + pattern + " at " + resource.getURL());
      }
    }
    found.forEach(System.out::println);
  }
}
