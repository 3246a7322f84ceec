package dev.cloudrunauth.benchmark.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.benchmark.startup.LoadedClasses.Kind;
import dev.cloudrunauth.benchmark.startup.LoadedClasses.Loaded;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedClassesTest {

  private static final LoadedClasses EMPTY =
      LoadedClasses.read(
          List.of(
              "java.lang.Object source: shared objects file",
              "com.example.application.OneCall source: file:/classes/",
              "java.lang.invoke.LambdaForm$MH/0x00007f0c01001000 source: __JVM_LookupDefineClass__"));
  private static final LoadedClasses OURS =
      LoadedClasses.read(
          List.of(
              "java.lang.Object source: shared objects file",
              "dev.cloudrunauth.Agent source: file:/agent.jar",
              "java.util.TreeMap source: shared objects file (top)",
              "java.lang.ProcessEnvironment source: jrt:/java.base",
              "com.example.application.OneCall source: file:/classes/",
              "net.bytebuddy.jar.asm.Type source: __JVM_DefineClass__",
              "java.lang.CloudRunAuthHook source: __JVM_LookupDefineClass__",
              "org.slf4j.Logger source: __JVM_DefineClass__",
              "com.google.gson.Gson source: __JVM_DefineClass__",
              "java.lang.invoke.LambdaForm$MH/0x00007f0c01009999 source: __JVM_LookupDefineClass__",
              "java.lang.invoke.LambdaForm$DMH/0x00007f0c01008888 source: __JVM_LookupDefineClass__",
              "not a class"));

  @Test
  void whatTheEmptyAgentLoadsTooDoesNotCount() {
    var before = OURS.before("com.example.application.OneCall").beyond(EMPTY);

    assertEquals(
        List.of("dev.cloudrunauth.Agent", "java.util.TreeMap", "java.lang.ProcessEnvironment"),
        before.classes().stream().map(Loaded::name).toList());
  }

  @Test
  void aHiddenClassIsTheSameWhereverItLies() {
    var after = OURS.from("com.example.application.OneCall").beyond(EMPTY);

    assertEquals(1, after.count(Kind.GENERATED));
  }

  @Test
  void everyClassHasAnOwner() {
    var beyond = OURS.beyond(EMPTY);

    assertEquals(2, beyond.count(Kind.OURS));
    assertEquals(1, beyond.count(Kind.BYTE_BUDDY));
    assertEquals(1, beyond.count(Kind.GOOGLE));
    assertEquals(1, beyond.count(Kind.LIBRARY));
    assertEquals(1, beyond.count(Kind.JDK_ARCHIVED));
    assertEquals(1, beyond.count(Kind.JDK_PARSED));
    assertEquals(0, beyond.count(Kind.APPLICATION));
    assertEquals(8, beyond.classes().size());
  }

  @Test
  void aPhaseThatDidNotComeIsEmpty() {
    assertEquals(OURS, OURS.before("jdk.internal.net.http.Exchange"));
    assertEquals(List.of(), OURS.from("jdk.internal.net.http.Exchange").classes());
  }
}
