package dev.cloudrunauth.weave;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Which classes must not be woven while the JVM records an AOT cache.
 *
 * <p>The JVM leaves every class out of the cache that an agent has changed. JDK 25 does so without
 * regard to the lambdas of the class's nest: each belongs to the nest host, and those that other
 * classes of the nest contain are archived all the same. With such a cache the JVM crashes at every
 * start, in {@code AOTLinkedClassBulkLoader}; sometimes it already crashes when it makes the cache,
 * in {@code AOTClassLinker}. JDK 26 leaves the whole nest out (JDK-8360743).
 *
 * <p>So in a training run of JDK 25 a nest host is not woven if another class of its nest contains
 * a lambda. In a run with the cache it is loaded before the agent starts, and the agent weaves it
 * then.
 *
 * <p>The subclasses of a woven class are left out too, and so the same holds for their nests. They
 * are not known here: a class that has such a subclass must not have a weave point.
 *
 * <p>Threads may share it.
 */
public final class TrainingRun {

  private static final int INVOKE_DYNAMIC_TAG = 18;

  private final BooleanSupplier isRecording;
  private volatile @Nullable Boolean recording;

  /**
   * A run that may be a training run.
   *
   * @param isRecording whether it is one; asked when the first class is about to be woven
   */
  public TrainingRun(BooleanSupplier isRecording) {
    this.isRecording = isRecording;
  }

  /**
   * Whether a class must stay as it is.
   *
   * @param classFile its class file
   * @param module its module, which contains the rest of its nest
   */
  boolean keeps(byte[] classFile, Module module) {
    return isRecording() && isHostOfLambdas(classFile, module);
  }

  /** The same for a loaded class, before it is retransformed: that alone would exclude it. */
  boolean keeps(Class<?> loaded) {
    if (!isRecording()) {
      return false;
    }
    var classFile = classFile(loaded.getName().replace('.', '/'), loaded.getModule());
    return classFile == null || isHostOfLambdas(classFile, loaded.getModule());
  }

  private boolean isRecording() {
    var known = recording;
    if (known == null) {
      known = isRecording.getAsBoolean();
      recording = known;
    }
    return known;
  }

  private static boolean isHostOfLambdas(byte[] classFile, Module module) {
    for (var member : nestMembers(classFile)) {
      var memberFile = classFile(member, module);
      if (memberFile == null || hasLambda(memberFile)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> nestMembers(byte[] classFile) {
    var members = new ArrayList<String>();
    OpenedClassReader.of(classFile)
        .accept(
            new ClassVisitor(OpenedClassReader.ASM_API) {
              @Override
              public void visitNestMember(String internalName) {
                members.add(internalName);
              }
            },
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return members;
  }

  private static boolean hasLambda(byte[] classFile) {
    var reader = OpenedClassReader.of(classFile);
    for (int i = 1; i < reader.getItemCount(); i++) {
      int afterTag = reader.getItem(i);
      // The second half of a long or double constant has no place of its own.
      if (afterTag != 0 && reader.readByte(afterTag - 1) == INVOKE_DYNAMIC_TAG) {
        return true;
      }
    }
    return false;
  }

  private static byte @Nullable [] classFile(String internalName, Module module) {
    try (var in = module.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }
}
