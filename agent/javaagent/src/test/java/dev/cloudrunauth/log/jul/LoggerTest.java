package dev.cloudrunauth.log.jul;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The build renames {@code java.util.logging} to this package: whatever is here must be there. */
class LoggerTest {

  @ParameterizedTest
  @MethodSource
  void theJdkHasTheSameMethod(Method ours) throws Exception {
    var theirs =
        java.util.logging.Logger.class.getMethod(ours.getName(), theirs(ours.getParameterTypes()));
    assertEquals(theirs(ours.getReturnType()), theirs.getReturnType());
    assertEquals(isStatic(ours.getModifiers()), isStatic(theirs.getModifiers()));
  }

  static Stream<Method> theJdkHasTheSameMethod() {
    return Stream.of(Logger.class.getDeclaredMethods()).filter(m -> !m.isSynthetic());
  }

  @ParameterizedTest
  @MethodSource
  void theJdkHasTheSameLevel(Field ours) throws Exception {
    var theirs = java.util.logging.Level.class.getField(ours.getName());
    assertEquals(theirs(ours.getType()), theirs.getType());
    assertEquals(isStatic(ours.getModifiers()), isStatic(theirs.getModifiers()));
  }

  static Stream<Field> theJdkHasTheSameLevel() {
    return Stream.of(Level.class.getDeclaredFields()).filter(f -> !f.isSynthetic());
  }

  @Test
  void noLevelIsLoggable() throws Exception {
    for (var level : Level.class.getFields()) {
      assertFalse(Logger.getLogger("x").isLoggable((Level) level.get(null)));
    }
  }

  private static boolean isStatic(int modifiers) {
    return Modifier.isStatic(modifiers);
  }

  private static Class<?>[] theirs(Class<?>[] ours) {
    return Stream.of(ours).map(LoggerTest::theirs).toArray(Class<?>[]::new);
  }

  private static Class<?> theirs(Class<?> ours) {
    if (ours == Logger.class) {
      return java.util.logging.Logger.class;
    }
    return ours == Level.class ? java.util.logging.Level.class : ours;
  }
}
