package dev.cloudrunauth.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.Library;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The edits, made to the class files that applications have. What they do is tested with the jar.
 */
class WeaverTest {

  private static final String HTTP_1 = "okhttp3/internal/http1/Http1ExchangeCodec";
  private static final String ABOVE_THE_CODECS = "okhttp3/internal/connection/Exchange";
  private static final String HTTP_2 = "okhttp3/internal/http2/Http2ExchangeCodec";
  private static final String ANSWER = "okhttp3/internal/http/CallServerInterceptor";
  private static final String EXCHANGE = "jdk/internal/net/http/Exchange";
  private static final String JDK_ANSWER = "jdk/internal/net/http/MultiExchange";
  private static final String CONNECTION = "sun/net/www/http/HttpClient";
  private static final String MANAGEMENT = "java/lang/management/ManagementFactory";
  private static final String HOOK = "java/lang/CloudRunAuthHook";

  private static final Module MODULE = WeaverTest.class.getModule();

  private final List<WeavePoint> prepared = new ArrayList<>();
  private final List<String> reports = new ArrayList<>();
  private final List<@Nullable Throwable> causes = new ArrayList<>();
  private final Weaver weaver =
      new Weaver(
          Points.noting(prepared),
          new TrainingRun(() -> false),
          (sentence, cause) -> {
            reports.add(sentence);
            causes.add(cause);
          });

  @ParameterizedTest
  @ValueSource(strings = {HTTP_1, HTTP_2})
  void okHttpAsksTheHookBeforeItWritesARequest(String codec) throws Exception {
    var original = okHttp(codec);
    var woven = weave(codec, original);

    assertEquals(List.of("writeRequestHeaders"), methodsThatCallTheHook(woven));
    assertEquals(List.of(), methodsThatCallTheHook(original));
    assertEquals(Points.in(codec), prepared);
    assertEquals(List.of(), reports);
  }

  @Test
  void okHttpAsksTheHookOneStepAboveItsCodecsToo() throws Exception {
    var woven = weave(ABOVE_THE_CODECS, okHttp(ABOVE_THE_CODECS));

    assertEquals(List.of("writeRequestHeaders"), methodsThatCallTheHook(woven));
    assertEquals(Points.in(ABOVE_THE_CODECS), prepared);
    assertEquals(List.of(), reports);
  }

  @Test
  void okHttpShowsTheHookEachAnswer() throws Exception {
    var woven = weave(ANSWER, okHttp(ANSWER));

    assertEquals(Set.of("intercept"), Set.copyOf(methodsThatCallTheHook(woven)));
    assertEquals(Points.in(ANSWER), prepared);
    assertEquals(List.of(), reports);
  }

  @ParameterizedTest
  @ValueSource(strings = {HTTP_1, HTTP_2, ABOVE_THE_CODECS, ANSWER})
  void aWovenClassPassesTheVerifierOfTheJvm(String codec) throws Exception {
    var woven = weave(codec, okHttp(codec));
    var name = codec.replace('/', '.');
    var loaded = Class.forName(name, true, new ChildFirst(name, woven));

    assertFalse(loaded == Class.forName(name, false, getClass().getClassLoader()));
    assertEquals(name, loaded.getName());
  }

  @Test
  void theVerifierOfTheJvmWouldNoticeABrokenEdit() throws Exception {
    var name = HTTP_1.replace('/', '.');
    var broken = new ChildFirst(name, withAnEmptyStackAtItsReturn(okHttp(HTTP_1)));
    org.junit.jupiter.api.Assertions.assertThrows(
        VerifyError.class, () -> Class.forName(name, true, broken));
  }

  @Test
  void theJdksClientAsksTheHookBeforeAnExchangeBegins() throws Exception {
    var original = jdk(EXCHANGE);
    var woven = weave(EXCHANGE, original);

    assertEquals(List.of("responseAsync"), methodsThatCallTheHook(woven));
    assertEquals(Points.in(EXCHANGE), prepared);
    assertEquals(List.of(), reports);
  }

  @Test
  void theJdksClientShowsTheHookEachAnswerBeforeItFollowsIt() throws Exception {
    var woven = weave(JDK_ANSWER, jdk(JDK_ANSWER));

    assertEquals(List.of("responseFilters"), methodsThatCallTheHook(woven));
    assertEquals(Points.in(JDK_ANSWER), prepared);
    assertEquals(List.of(), reports);
  }

  @Test
  void theJdksConnectionAsksTheHookForWhatItWritesAndShowsWhatItHasRead() throws Exception {
    var original = jdk("java.base", CONNECTION);
    var woven = weave(CONNECTION, original);

    assertEquals(Set.of("writeRequests", "parseHTTP"), Set.copyOf(methodsThatCallTheHook(woven)));
    assertEquals(Points.in(CONNECTION), prepared);
    assertEquals(List.of(), reports);
    assertEquals(members(original), members(woven));
  }

  @Test
  void theServerOfMBeansIsShownToTheHookByTheMethodThatMakesItAndNoOther() throws Exception {
    var woven = weave(MANAGEMENT, jdk("java.management", MANAGEMENT));

    assertEquals(Set.of("getPlatformMBeanServer"), Set.copyOf(methodsThatCallTheHook(woven)));
    assertEquals(Points.in(MANAGEMENT), prepared);
    assertEquals(List.of(), reports);
    assertEquals(members(jdk("java.management", MANAGEMENT)), members(woven));
  }

  @Test
  void whatWasWovenIsKnownByItsClient() throws Exception {
    weave(HTTP_1, okHttp(HTTP_1));
    weave("shaded/" + HTTP_1, okHttp(HTTP_1));
    weave(EXCHANGE, jdk(EXCHANGE));
    assertNull(weaver.weave(Points.library(HTTP_2), HTTP_2, emptyClass(HTTP_2), MODULE));

    assertEquals(
        Map.of(
            "java.net.http.HttpClient",
            Set.of("jdk.internal.net.http.Exchange"),
            "OkHttp",
            Set.of(
                "okhttp3.internal.http1.Http1ExchangeCodec",
                "shaded.okhttp3.internal.http1.Http1ExchangeCodec")),
        weaver.woven());
  }

  @ParameterizedTest
  @ValueSource(strings = {HTTP_1, HTTP_2, ABOVE_THE_CODECS, ANSWER, EXCHANGE, JDK_ANSWER})
  void theShapeOfAClassStaysAsItIsSoThatALoadedOneCanBeWoven(String client) throws Exception {
    var original = client.startsWith("jdk/") ? jdk(client) : okHttp(client);
    assertEquals(members(original), members(weave(client, original)));
  }

  @Test
  void theClassFileThatWasGivenIsNotTouched() throws Exception {
    var original = okHttp(HTTP_1);
    var copy = original.clone();
    weave(HTTP_1, original);
    assertArrayEquals(copy, original);
  }

  @Test
  void aClientWithoutTheMethodIsReportedOnceAndLeftAlone() {
    var stranger = emptyClass(HTTP_1);
    assertNull(weaver.weave(Points.library(HTTP_1), HTTP_1, stranger, MODULE));
    assertNull(weaver.weave(Points.library(HTTP_1), HTTP_1, stranger, MODULE));
    assertNull(weaver.weave(Points.library(HTTP_1), "shaded/" + HTTP_1, stranger, MODULE));

    assertEquals(
        List.of(
            "okhttp3.internal.http1.Http1ExchangeCodec has no method writeRequestHeaders that the"
                + " agent knows: its requests are sent without an ID token"),
        reports);
    assertNull(causes.get(0));
  }

  @Test
  void withoutTheAnswerARefusedTokenStaysAndTheReportSaysSo() {
    assertNull(weaver.weave(Points.library(ANSWER), ANSWER, emptyClass(ANSWER), MODULE));
    assertEquals(
        List.of(
            "okhttp3.internal.http.CallServerInterceptor has no method intercept that the agent"
                + " knows: a token that a service refuses stays in use until it expires"),
        reports);
  }

  @Test
  void eachWeavePointIsReportedByItself() {
    assertNull(weaver.weave(Points.library(HTTP_1), HTTP_1, emptyClass(HTTP_1), MODULE));
    assertNull(weaver.weave(Points.library(HTTP_2), HTTP_2, emptyClass(HTTP_2), MODULE));
    assertEquals(2, reports.size());
  }

  @Test
  void aClassFileThatCannotBeReadIsReportedAndLeftAlone() {
    assertNull(weaver.weave(Points.library(HTTP_1), HTTP_1, new byte[] {1, 2, 3}, MODULE));
    assertEquals(
        List.of(
            "okhttp3.internal.http1.Http1ExchangeCodec cannot be woven: its requests are sent without"
                + " an ID token"),
        reports);
    assertNotNull(causes.get(0));
  }

  @Test
  void aPreparationThatFailsIsReportedAndLeavesTheClassAlone() throws Exception {
    var fault = new IllegalStateException("the JVM refuses");
    var unprepared =
        new Weaver(
            new Weaver.Preparation() {
              @Override
              public List<WeavePoint> weavePoints(Library library) {
                return Points.of(library);
              }

              @Override
              public int slot(WeavePoint point) {
                throw fault;
              }
            },
            new TrainingRun(() -> false),
            (sentence, cause) -> {
              reports.add(sentence);
              causes.add(cause);
            });

    assertNull(unprepared.weave(Points.library(HTTP_1), HTTP_1, okHttp(HTTP_1), MODULE));
    assertEquals(1, reports.size());
    assertSame(fault, causes.get(0));
  }

  /** One sets the token, and the other takes it out again. */
  @Test
  void ofSeveralPointsInOneMethodNoneIsWovenWithoutTheOthers() throws Exception {
    for (var edit : List.of(Edit.REPLACE_ARGUMENT, Edit.SHOW_ARGUMENT_FINALLY)) {
      reports.clear();
      var unprepared =
          new Weaver(
              new Weaver.Preparation() {
                @Override
                public List<WeavePoint> weavePoints(Library library) {
                  return Points.of(library);
                }

                @Override
                public int slot(WeavePoint point) {
                  if (point.edit() == edit) {
                    throw new IllegalStateException("the JVM refuses");
                  }
                  return Points.SLOT;
                }
              },
              new TrainingRun(() -> false),
              (sentence, cause) -> reports.add(sentence));

      var classFile = jdk("java.base", CONNECTION);
      assertNull(unprepared.weave(Points.library(CONNECTION), CONNECTION, classFile, MODULE));
      assertEquals(
          List.of(
              "sun.net.www.http.HttpClient cannot be woven: its requests are sent without an ID"
                  + " token"),
          reports);
    }
  }

  @Test
  void aModuleThatCannotBeCreatedIsReportedWithWhatIsLost() throws Exception {
    var fault = new ClassNotFoundException("no module");
    var weaver =
        new Weaver(
            new Weaver.Preparation() {
              @Override
              public List<WeavePoint> weavePoints(Library library) throws ClassNotFoundException {
                throw fault;
              }

              @Override
              public int slot(WeavePoint point) {
                throw new AssertionError("there is no point");
              }
            },
            new TrainingRun(() -> false),
            (sentence, cause) -> {
              reports.add(sentence);
              causes.add(cause);
            });

    assertNull(weaver.weave(Points.library(HTTP_1), HTTP_1, okHttp(HTTP_1), MODULE));
    assertNull(weaver.weave(Points.JMX, MANAGEMENT, emptyClass(MANAGEMENT), MODULE));
    assertEquals(
        List.of(
            "okhttp3.internal.http1.Http1ExchangeCodec cannot be woven: requests of OkHttp may be"
                + " sent without an ID token",
            "java.lang.management.ManagementFactory cannot be woven"),
        reports);
    assertEquals(List.of(fault, fault), causes);
  }

  @Test
  void aClassOfJava5HasNoFramesAndIsWovenWithout() throws Exception {
    var name = "org/apache/http/impl/DefaultBHttpClientConnection";
    var old = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    old.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    var method =
        old.visitMethod(
            Opcodes.ACC_PUBLIC, "sendRequestHeader", "(Ljava/lang/String;)V", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    old.visitEnd();

    var woven = weave(name, old.toByteArray());

    assertEquals(
        List.of("sendRequestHeader"), methodsThatCallTheHook(woven).stream().distinct().toList());
  }

  @Test
  void aWeaverThatIsStoppedWeavesNothing() throws Exception {
    weaver.stop();
    assertNull(weaver.weave(Points.library(HTTP_1), HTTP_1, okHttp(HTTP_1), MODULE));
    assertEquals(List.of(), prepared);
  }

  private byte[] weave(String name, byte[] classFile) {
    var woven = weaver.weave(Points.library(name), name, classFile, MODULE);
    assertNotNull(woven);
    return woven;
  }

  private static byte[] okHttp(String internalName) throws IOException {
    try (var in = WeaverTest.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
      assertNotNull(in);
      return in.readAllBytes();
    }
  }

  private static byte[] jdk(String internalName) throws IOException {
    return jdk("java.net.http", internalName);
  }

  private static byte[] jdk(String module, String internalName) throws IOException {
    var modules = FileSystems.getFileSystem(URI.create("jrt:/"));
    return Files.readAllBytes(modules.getPath("modules", module, internalName + ".class"));
  }

  private static byte[] emptyClass(String internalName) {
    var writer = new ClassWriter(0);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, internalName, null, "java/lang/Object", null);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static List<String> methodsThatCallTheHook(byte[] classFile) {
    var callers = new ArrayList<String>();
    visitMethods(
        classFile,
        (access, method, descriptor) ->
            new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String name, String called, boolean isInterface) {
                if (owner.equals(HOOK)) {
                  callers.add(method);
                }
              }
            });
    return callers;
  }

  private static List<String> members(byte[] classFile) {
    var members = new ArrayList<String>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public net.bytebuddy.jar.asm.@Nullable FieldVisitor visitField(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  @Nullable Object value) {
                members.add(access + " " + name + " " + descriptor);
                return null;
              }

              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                members.add(access + " " + name + descriptor);
                return null;
              }
            },
            0);
    assertTrue(members.size() >= 5);
    return members;
  }

  private interface Methods {
    @Nullable MethodVisitor method(int access, String name, String descriptor);
  }

  private static void visitMethods(byte[] classFile, Methods methods) {
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return methods.method(access, name, descriptor);
              }
            },
            0);
  }

  /** What an edit that is wrong would look like: a value is taken from an empty stack. */
  private static byte[] withAnEmptyStackAtItsReturn(byte[] classFile) {
    var writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                var next = super.visitMethod(access, name, descriptor, signature, exceptions);
                return new MethodVisitor(Opcodes.ASM9, next) {
                  @Override
                  public void visitCode() {
                    super.visitCode();
                    if (name.equals("writeRequestHeaders")) {
                      super.visitInsn(Opcodes.POP);
                    }
                  }
                };
              }
            },
            0);
    return writer.toByteArray();
  }
}
