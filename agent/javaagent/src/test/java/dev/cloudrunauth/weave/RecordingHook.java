package dev.cloudrunauth.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stands in for the class in {@code java.lang}: notes what it is called with. For one test. */
public final class RecordingHook {

  static final List<String> CALLS = new ArrayList<>();
  static UnaryOperator<@Nullable Object> answer = UnaryOperator.identity();

  private RecordingHook() {}

  /** As woven code calls the hook; what it answers is what the test says of the subject. */
  public static @Nullable Object call(
      int hop, @Nullable Object subject, @Nullable Object context, @Nullable Object unchanged) {
    var where =
        context == null ? "none" : "in " + context.getClass().getName().replaceAll(".*[.$]", "");
    CALLS.add(hop + " " + shown(subject) + " " + where + " " + shown(unchanged));
    return answer.apply(subject);
  }

  /** A future by what is in it: its own words name its address. */
  private static @Nullable Object shown(@Nullable Object value) {
    return value instanceof CompletableFuture<?> future ? future.getNow(null) : value;
  }
}
