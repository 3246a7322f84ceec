package dev.cloudrunauth.weave;

import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.function.Consumer;
import java.util.function.Function;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** The edits once more, made by Byte Buddy's {@code Advice}: the oracle that ours are held to. */
final class ByAdvice {

  private ByAdvice() {}

  /**
   * Weaves a class as {@link WovenClass} does, but calls {@link RecordingHook}.
   *
   * @param neighbours where the classes are that it refers to
   */
  static byte[] of(WeavePoint point, String name, byte[] classFile, ClassFileLocator neighbours) {
    var locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(name, classFile), neighbours);
    var type = TypePool.Default.of(locator).describe(name).resolve();
    try (var made =
        new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE)
            .redefine(type, locator)
            .visit(
                Advice.withCustomMapping()
                    .bind(Index.class, Points.SLOT)
                    .to(advice(point.edit()))
                    .on(method -> isWoven(point, method)))
            .make()) {
      return made.getBytes();
    }
  }

  private static boolean isWoven(WeavePoint point, MethodDescription method) {
    return WovenClass.isMethod(
        point, method.getModifiers(), method.getInternalName(), method.getDescriptor());
  }

  private static Class<?> advice(Edit edit) {
    return switch (edit) {
      case RETURN_EARLY -> Early.class;
      case PARK -> Parked.class;
      case HOLD_BACK -> Held.class;
      case DIVERT -> Diverted.class;
      case REPLACE_ARGUMENT -> Replaced.class;
      case SHOW_RETURNED -> Shown.class;
      case SHOW_ANSWER -> ShownAnswer.class;
      case REPLACE_RETURNED -> Exchanged.class;
      case SHOW_ARGUMENT -> ShownArgument.class;
      case SHOW_ARGUMENT_FINALLY -> ShownFinally.class;
    };
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Index {}

  static final class Shown {
    @Advice.OnMethodExit
    static void exit(@Index int hop, @Advice.Return Object returned) {
      Object unused = RecordingHook.call(hop, returned, null, null);
    }
  }

  static final class Parked {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(
        @Index int hop,
        @Advice.This Object self,
        @Advice.Argument(value = 0, optional = true) @Nullable Object argument,
        @Advice.AllArguments Object[] all) {
      Object parked =
          all.length == 0
              ? RecordingHook.call(hop, self, null, null)
              : RecordingHook.call(hop, argument, self, null);
      if (parked != null) {
        @SuppressWarnings("unchecked")
        Consumer<Object[]> onward = (Consumer<Object[]>) parked;
        onward.accept(all);
      }
      return parked;
    }
  }

  static final class ShownAnswer {
    @Advice.OnMethodExit
    static void exit(
        @Index int hop, @Advice.Return Object returned, @Advice.Argument(0) Object argument) {
      Object unused = RecordingHook.call(hop, returned, argument, null);
    }
  }

  static final class ShownArgument {
    @Advice.OnMethodExit
    static void exit(
        @Index int hop, @Advice.This Object self, @Advice.Argument(0) Object argument) {
      Object unused = RecordingHook.call(hop, argument, self, null);
    }
  }

  static final class ShownFinally {
    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Index int hop, @Advice.This Object self, @Advice.Argument(0) Object argument) {
      Object unused = RecordingHook.call(hop, argument, self, null);
    }
  }

  static final class Exchanged {
    @Advice.OnMethodExit
    static void exit(
        @Index int hop,
        @Advice.This Object self,
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC)
            @Nullable Object returned) {
      returned = RecordingHook.call(hop, returned, self, returned);
    }
  }

  static final class Replaced {
    @Advice.OnMethodEnter
    static void enter(
        @Index int hop,
        @Advice.This Object self,
        @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC)
            @Nullable Object argument) {
      argument = RecordingHook.call(hop, argument, self, argument);
    }
  }

  static final class Held {
    @SuppressWarnings("unchecked")
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(
        @Index int hop,
        @Advice.Argument(0) Object first,
        @Advice.Argument(1) Object second,
        @Advice.Argument(2) Object third) {
      var holder = (Consumer<Object>) RecordingHook.call(hop, second, first, null);
      if (holder != null) {
        holder.accept(third);
      }
      return holder;
    }
  }

  static final class Diverted {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(
        @Index int hop, @Advice.This Object self, @Advice.Argument(2) Object third) {
      return RecordingHook.call(hop, third, self, null);
    }

    @SuppressWarnings("unchecked")
    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter @Nullable Object other,
        @Advice.AllArguments Object[] all,
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC)
            @Nullable Object returned) {
      if (other != null) {
        returned = ((Function<Object[], Object>) other).apply(all);
      }
    }
  }

  static final class Early {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(@Index int hop, @Advice.This Object self) {
      return RecordingHook.call(hop, self, null, null);
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter @Nullable Object early,
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC)
            @Nullable Object returned) {
      if (early != null) {
        returned = early;
      }
    }
  }
}
