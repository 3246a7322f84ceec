package dev.cloudrunauth.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each edit against Byte Buddy's {@code Advice}, which weaves the same call in a way of its own: a
 * method must do the same and show the same, whichever of them has woven it.
 */
class EditOracleTest {

  private static final String HOOK = "java/lang/CloudRunAuthHook";
  private static final Object[] INPUTS = {
    "", "null", "long", "nested", "caught", "thrown", "other"
  };

  private static final WeavePoint ANSWER =
      Points.in("okhttp3/internal/http/CallServerInterceptor").get(0);
  private static final WeavePoint WRITE =
      Points.in("okhttp3/internal/http2/Http2ExchangeCodec").get(0);
  private static final WeavePoint BEGIN = Points.in(Points.EXCHANGE).get(0);

  private static final List<String> PARSE = List.of("parseHTTP", "parseNothing");

  private static WeavePoint parse(String method, Edit edit) {
    return WeavePoint.of(
        "Parsing", method, "(Ljava/lang/String;", edit, (subject, context) -> subject, "nothing");
  }

  @AfterEach
  void forget() {
    RecordingHook.CALLS.clear();
    RecordingHook.answer = subject -> subject;
  }

  @Test
  void aReturnedValueIsShownAtEveryReturnAndAtNoException() throws Exception {
    RecordingHook.answer = subject -> "what the hook answers is not what the method returns";
    var woven = behaviour(woven(ANSWER, Answering.class));

    assertEquals(behaviour(byAdvice(ANSWER, Answering.class)), woven);
    assertTrue(woven.contains("7 nested finally none null"), woven.toString());
    assertFalse(woven.toString().contains("thrown none"), woven.toString());
    assertEquals(outcomes(behaviour(new Answering())), outcomes(woven));
  }

  @Test
  void anArgumentIsReplacedBeforeTheMethodSeesIt() throws Exception {
    RecordingHook.answer = subject -> subject + "!";
    var woven = behaviour(woven(WRITE, Writing.class));

    assertEquals(behaviour(byAdvice(WRITE, Writing.class)), woven);
    assertTrue(woven.contains("= wrote other!"), woven.toString());
    assertTrue(woven.contains("7 other in Writing other"), woven.toString());
  }

  @Test
  void anotherArgumentThanTheFirstIsReplaced() throws Exception {
    var point =
        WeavePoint.of(
                "Handling",
                "write",
                "",
                Edit.REPLACE_ARGUMENT,
                (message, context) -> message,
                "nothing")
            .ofArgument(1);
    RecordingHook.answer = subject -> subject + "!";
    var woven = behaviour(woven(point, Handling.class));

    assertTrue(woven.contains("7 nested in Handling nested"), woven.toString());
    assertTrue(woven.contains("= wrote nested!"), woven.toString());
  }

  @Test
  void aMethodReturnsEarlyWhereTheHookHasAnAnswer() throws Exception {
    var early = CompletableFuture.completedFuture("early");
    var asked = new int[1];
    RecordingHook.answer = subject -> asked[0]++ % 2 == 0 ? early : null;
    var woven = behaviour(woven(BEGIN, Beginning.class));
    asked[0] = 0;

    assertEquals(behaviour(byAdvice(BEGIN, Beginning.class)), woven);
    assertTrue(woven.contains("= early"), woven.toString());
    assertTrue(woven.contains("= begun with nested"), woven.toString());
    assertTrue(woven.contains("7 an exchange none null"), woven.toString());
  }

  @Test
  void aMethodThatIsParkedHandsItsArgumentsOverAndDoesNothingElse() throws Exception {
    var parked = new ArrayList<List<Object>>();
    Consumer<Object[]> park = arguments -> parked.add(List.of(arguments));
    RecordingHook.answer = subject -> subject.equals("nested") ? park : null;
    var point = parse("parseNothing", Edit.PARK);
    var woven = behaviour(woven(point, Parsing.class));

    assertEquals(List.of(List.of("nested")), parked);
    assertEquals(behaviour(byAdvice(point, Parsing.class)), woven);
    assertTrue(woven.contains("7 long in Parsing null"), woven.toString());
    assertTrue(woven.contains("= truelong"), woven.toString());
    assertEquals(List.of(List.of("nested"), List.of("nested")), parked);
  }

  @Test
  void aMethodWithoutArgumentsIsParkedByItsObject() throws Exception {
    var point =
        WeavePoint.of("Asking", "ask", "()", Edit.PARK, (subject, context) -> subject, "nothing");
    var parked = new ArrayList<Integer>();
    Consumer<Object[]> park = arguments -> parked.add(arguments.length);
    var asked = new int[1];
    RecordingHook.answer = subject -> asked[0]++ % 2 == 0 ? park : null;
    var woven = behaviour(woven(point, Asking.class));
    asked[0] = 0;

    assertEquals(List.of(0, 0, 0, 0), parked);
    assertEquals(behaviour(byAdvice(point, Asking.class)), woven);
    assertTrue(woven.contains("7 an exchange none null"), woven.toString());
    assertEquals(List.of("= ", "= asked with null"), outcomes(woven).subList(0, 2));
  }

  @Test
  void aMethodOfPrimitivesIsParkedWithTheirBoxes() throws Exception {
    var point =
        WeavePoint.of(
            "Measuring", "measure", "(J", Edit.PARK, (subject, context) -> subject, "nothing");
    var parked = new ArrayList<List<Object>>();
    Consumer<Object[]> park = arguments -> parked.add(List.of(arguments));
    RecordingHook.answer = subject -> Long.valueOf(5).equals(subject) ? park : null;
    var woven = behaviour(woven(point, Measuring.class));

    var all = List.<Object>of(5L, true, (byte) 5, 'c', (short) 5, 5, 0.5f, 0.25, "other");
    assertEquals(List.of(all), parked.subList(0, 1));
    assertTrue(woven.contains("7 6 in Measuring null"), woven.toString());
    assertTrue(woven.contains("= 6true6c660.50.25nested"), woven.toString());
    assertEquals(behaviour(byAdvice(point, Measuring.class)), woven);
    assertEquals(
        parked.subList(0, parked.size() / 2), parked.subList(parked.size() / 2, parked.size()));
  }

  @Test
  void aMessageIsHeldBackWhereTheHookHasAHolder() throws Exception {
    var point =
        WeavePoint.of(
            "Handling", "write", "", Edit.HOLD_BACK, (message, context) -> message, "nothing");
    Consumer<Object> holder = promise -> RecordingHook.CALLS.add("held for " + promise);
    RecordingHook.answer = message -> "long".equals(message) ? holder : null;
    var woven = behaviour(woven(point, Handling.class));

    assertEquals(behaviour(byAdvice(point, Handling.class)), woven);
    assertTrue(woven.contains("7 long in Handling null"), woven.toString());
    assertTrue(woven.contains("held for a promise of long"), woven.toString());
    assertTrue(woven.contains("= "), woven.toString());
    assertTrue(woven.contains("= wrote nested"), woven.toString());
  }

  @Test
  void aMethodIsDivertedWhereTheHookHasAnotherWayForItsArguments() throws Exception {
    var point =
        WeavePoint.of("Opening", "open", "", Edit.DIVERT, (third, context) -> third, "nothing")
            .ofArgument(2);
    Function<Object[], Object> other =
        arguments -> "diverted " + List.of(arguments[0], arguments[1], arguments[2]);
    RecordingHook.answer = third -> "nested".equals(third) ? other : null;
    var woven = behaviour(woven(point, Opening.class));

    assertEquals(behaviour(byAdvice(point, Opening.class)), woven);
    assertTrue(woven.contains("7 long in Opening null"), woven.toString());
    assertTrue(woven.contains("= opened long"), woven.toString());
    assertTrue(woven.contains("= diverted [6, first, nested]"), woven.toString());
  }

  @Test
  void aMethodIsDivertedByAnotherOfItsArguments() throws Exception {
    var point =
        WeavePoint.of("Opening", "open", "", Edit.DIVERT, (second, context) -> second, "nothing")
            .ofArgument(1);
    Function<Object[], Object> other = arguments -> "diverted " + arguments[2];
    RecordingHook.answer = second -> other;
    var woven = behaviour(woven(point, Opening.class));

    assertTrue(woven.contains("7 first in Opening null"), woven.toString());
    assertTrue(woven.contains("= diverted nested"), woven.toString());
  }

  @Test
  void aReturnedValueIsReplacedAtEveryReturn() throws Exception {
    var later = CompletableFuture.completedFuture("later");
    RecordingHook.answer = subject -> later;
    var woven = behaviour(woven(Points.CALL_FUTURE, Promising.class));

    assertEquals(behaviour(byAdvice(Points.CALL_FUTURE, Promising.class)), woven);
    assertTrue(woven.contains("= later"), woven.toString());
    assertTrue(woven.contains("= thrown"), woven.toString());
  }

  @Test
  void aReturnedValueIsShownTogetherWithTheArgument() throws Exception {
    var point =
        WeavePoint.of(
            "Answering",
            "intercept",
            "",
            Edit.SHOW_ANSWER,
            (subject, context) -> subject,
            "nothing");
    RecordingHook.answer = subject -> "not used";
    var woven = behaviour(woven(point, Answering.class));

    assertEquals(behaviour(byAdvice(point, Answering.class)), woven);
    assertTrue(woven.contains("7 nested finally in String null"), woven.toString());
    assertFalse(woven.toString().contains("thrown thrown"), woven.toString());
    assertEquals(outcomes(behaviour(new Answering())), outcomes(woven));
  }

  @Test
  void anArgumentIsShownAtEveryReturnOfAPrimitiveAndOfNothing() throws Exception {
    for (var method : PARSE) {
      var point = parse(method, Edit.SHOW_ARGUMENT);
      RecordingHook.answer = subject -> "not used";
      var woven = behaviour(woven(point, Parsing.class));

      assertEquals(behaviour(byAdvice(point, Parsing.class)), woven);
      assertTrue(woven.contains("7 long in Parsing null"), woven.toString());
      assertFalse(woven.contains("7 thrown in Parsing null"), woven.toString());
      assertEquals(outcomes(behaviour(new Parsing())), outcomes(woven));
    }
  }

  @Test
  void anArgumentIsShownFinallyWhetherTheMethodReturnsOrThrows() throws Exception {
    for (var method : PARSE) {
      var point = parse(method, Edit.SHOW_ARGUMENT_FINALLY);
      RecordingHook.answer = subject -> "not used";
      var woven = behaviour(woven(point, Parsing.class));

      assertEquals(behaviour(byAdvice(point, Parsing.class)), woven);
      assertTrue(woven.contains("7 long in Parsing null"), woven.toString());
      // The second method is not called where the first has thrown.
      assertEquals(method.equals("parseNothing"), woven.contains("7 thrown in Parsing null"));
      assertEquals(outcomes(behaviour(new Parsing())), outcomes(woven));
    }
  }

  @Test
  void anExceptionThatTheMethodCatchesItselfIsNotItsEnd() throws Exception {
    var point =
        WeavePoint.of(
            "Answering",
            "intercept",
            "",
            Edit.SHOW_ARGUMENT_FINALLY,
            (subject, context) -> subject,
            "nothing");
    var woven = behaviour(woven(point, Answering.class));

    assertEquals(behaviour(byAdvice(point, Answering.class)), woven);
    assertEquals(1, woven.stream().filter(line -> line.startsWith("7 caught ")).count());
    assertEquals(1, woven.stream().filter(line -> line.startsWith("7 thrown ")).count());
    assertEquals(outcomes(behaviour(new Answering())), outcomes(woven));
  }

  @Test
  void aStaticMethodHasNoThis() throws Exception {
    var point =
        WeavePoint.of(
                "Answering",
                "nested",
                "",
                Edit.REPLACE_RETURNED,
                (subject, context) -> subject,
                "nothing")
            .ofStaticMethod();
    RecordingHook.answer = subject -> subject + "!";
    var woven = behaviour(woven(point, Answering.class));

    assertTrue(woven.contains("7 nested finally none nested finally"), woven.toString());
    assertTrue(woven.contains("= nested finally!"), woven.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "RETURN_EARLY, 7 null none null, = null!",
    "REPLACE_ARGUMENT, 7 nested none nested, = nested! finally",
    "SHOW_ARGUMENT, 7 nested none null, = nested finally",
    "SHOW_ARGUMENT_FINALLY, 7 nested none null, = nested finally",
    "SHOW_RETURNED, 7 nested finally none null, = nested finally",
    "SHOW_ANSWER, 7 nested finally in String null, = nested finally"
  })
  void aStaticMethodIsWovenWithItsOwnFirstArgument(Edit edit, String call, String outcome)
      throws Exception {
    var point =
        WeavePoint.of("Answering", "nested", "", edit, (subject, context) -> subject, "nothing")
            .ofStaticMethod();
    RecordingHook.answer = subject -> subject + "!";
    var woven = behaviour(woven(point, Answering.class));

    assertTrue(woven.contains(call), woven.toString());
    assertTrue(woven.contains(outcome), woven.toString());
  }

  /** What the hook was shown and how each input ended, in order. */
  private static List<String> behaviour(Function<Object, Object> client) {
    RecordingHook.CALLS.clear();
    for (var input : INPUTS) {
      String outcome;
      try {
        outcome = String.valueOf(client.apply(input));
      } catch (IllegalStateException thrown) {
        outcome = thrown.getMessage();
      }
      RecordingHook.CALLS.add("= " + outcome);
    }
    return List.copyOf(RecordingHook.CALLS);
  }

  private static List<String> outcomes(List<String> behaviour) {
    return behaviour.stream().filter(line -> line.startsWith("= ")).toList();
  }

  private static Function<Object, Object> woven(WeavePoint point, Class<?> sample)
      throws Exception {
    var woven = WovenClass.of(point, Points.SLOT, ClassFileLocator.ForClassLoader.read(sample));
    assertTrue(woven != null, "the sample has the method");
    return instance(sample, Remapped.of(woven, HOOK, RecordingHook.class));
  }

  private static Function<Object, Object> byAdvice(WeavePoint point, Class<?> sample)
      throws Exception {
    var made =
        ByAdvice.of(
            point,
            sample.getName(),
            ClassFileLocator.ForClassLoader.read(sample),
            ClassFileLocator.ForClassLoader.of(sample.getClassLoader()));
    return instance(sample, made);
  }

  @SuppressWarnings("unchecked")
  private static Function<Object, Object> instance(Class<?> sample, byte[] classFile)
      throws Exception {
    var loader = new ChildFirst(sample.getName(), classFile);
    var made = Class.forName(sample.getName(), true, loader).getConstructor().newInstance();
    assertFalse(sample.isInstance(made));
    return (Function<Object, Object>) made;
  }

  /** As OkHttp returns an answer, and in all the ways in which a method can return. */
  public static final class Answering implements Function<Object, Object> {

    /** Made by its loader. */
    public Answering() {}

    @Override
    public Object apply(Object input) {
      return String.valueOf(intercept((String) input));
    }

    private @Nullable String intercept(String chain) {
      long wide = chain.length();
      double wider = wide * 2.0;
      if (chain.equals("null")) {
        return null;
      }
      try {
        for (int i = 0; i < wide; i++) {
          if (chain.equals("long") && i == 2) {
            return chain + wider;
          }
        }
        if (chain.equals("caught") || chain.equals("thrown")) {
          throw new IllegalStateException(chain);
        }
        return chain.equals("nested") ? nested(chain) : chain;
      } catch (IllegalStateException e) {
        if (chain.equals("thrown")) {
          throw e;
        }
        return "caught " + wider;
      }
    }

    private static String nested(String chain) {
      var all = new ArrayList<String>();
      try {
        all.add(chain);
      } finally {
        all.add("finally");
      }
      return String.join(" ", all);
    }
  }

  /** As a connection of the JDK's reads a response. */
  public static final class Parsing implements Function<Object, Object> {

    private String parsed = "";

    /** Made by its loader. */
    public Parsing() {}

    @Override
    public Object apply(Object input) {
      parseNothing((String) input);
      return parseHTTP((String) input, 2.0) + parsed;
    }

    private boolean parseHTTP(String head, double wide) {
      if (head.equals("thrown")) {
        throw new IllegalStateException(head + wide);
      }
      return head.equals("long") || head.length() > wide;
    }

    private void parseNothing(String head) {
      if (head.equals("null")) {
        return;
      }
      if (head.equals("thrown")) {
        throw new IllegalStateException(head);
      }
      parsed = head;
    }
  }

  /** As a stream of Vert.x's is reset and written to. */
  public static final class Measuring implements Function<Object, Object> {

    private String measured = "";

    /** Made by its loader. */
    public Measuring() {}

    @Override
    public Object apply(Object input) {
      var text = (String) input;
      int length = text.length();
      measured = "";
      measure(length, length > 4, (byte) length, 'c', (short) length, length, 0.5f, 0.25, text);
      return measured;
    }

    private void measure(
        long wide,
        boolean flag,
        byte small,
        char letter,
        short medium,
        int number,
        float fraction,
        double wider,
        String text) {
      measured = "" + wide + flag + small + letter + medium + number + fraction + wider + text;
    }
  }

  /** As a codec of OkHttp's takes a request. */
  public static final class Writing implements Function<Object, Object> {

    private String written = "";

    /** Made by its loader. */
    public Writing() {}

    @Override
    public Object apply(Object input) {
      writeRequestHeaders((String) input);
      return written;
    }

    private void writeRequestHeaders(String request) {
      if (request.startsWith("thrown")) {
        throw new IllegalStateException(request);
      }
      written = "wrote " + request;
    }
  }

  /** As a handler of Netty's writes a message. */
  public static final class Handling implements Function<Object, Object> {

    private String written = "";

    /** Made by its loader. */
    public Handling() {}

    @Override
    public Object apply(Object input) {
      written = "";
      write(this, input, "a promise of " + input);
      return written;
    }

    private void write(Object context, Object message, CharSequence promise) {
      if (message.equals("thrown")) {
        throw new IllegalStateException(promise + " thrown by " + (context == this));
      }
      written = "wrote " + message;
    }
  }

  /** As a transport of gRPC's opens a stream. */
  public static final class Opening implements Function<Object, Object> {

    /** Made by its loader. */
    public Opening() {}

    @Override
    public Object apply(Object input) {
      return open(((String) input).length(), "first", (String) input, 0.5);
    }

    private String open(long wide, String first, String third, double last) {
      if (third.equals("thrown")) {
        throw new IllegalStateException(third + wide + first + last);
      }
      return "opened " + third;
    }
  }

  /** As an exchange of the JDK's begins. */
  public static final class Beginning implements Function<Object, Object> {

    private Object input = "";

    /** Made by its loader. */
    public Beginning() {}

    @Override
    public Object apply(Object given) {
      input = given;
      return responseAsync().join();
    }

    private CompletableFuture<Object> responseAsync() {
      return CompletableFuture.completedFuture("begun with " + input);
    }

    @Override
    public String toString() {
      return "an exchange";
    }
  }

  /** As an exchange asks for a connection. */
  public static final class Asking implements Function<Object, Object> {

    private Object input = "";
    private Object asked = "";

    /** Made by its loader. */
    public Asking() {}

    @Override
    public Object apply(Object given) {
      input = given;
      ask();
      return asked;
    }

    private void ask() {
      asked = "asked with " + input;
    }

    @Override
    public String toString() {
      return "an exchange";
    }
  }

  /** As a call of the JDK's promises its response. */
  public static final class Promising implements Function<Object, Object> {

    /** Made by its loader. */
    public Promising() {}

    @Override
    public Object apply(Object given) {
      return responseAsync(
              task -> {
                if (given.equals("thrown")) {
                  throw new IllegalStateException("thrown");
                }
                task.run();
              })
          .join();
    }

    private CompletableFuture<Object> responseAsync(Executor executor) {
      var promised = new CompletableFuture<Object>();
      executor.execute(() -> promised.complete("at once"));
      return promised.isDone() ? promised : new CompletableFuture<>();
    }
  }
}
