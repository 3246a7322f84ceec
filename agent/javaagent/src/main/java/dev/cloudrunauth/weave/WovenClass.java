package dev.cloudrunauth.weave;

import dev.cloudrunauth.instrumentation.WeavePoint;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one class. It uses the class-file engine that Byte Buddy ships and keeps up to date, and
 * not the layers above it: an edit of a dozen instructions does not need the several hundred
 * classes that they load, and those are what start-up time is made of.
 */
final class WovenClass extends ClassVisitor {

  private static final int MAJOR_VERSION = 0xFFFF;

  private final WeavePoint point;
  private final int slot;
  private String owner = "";
  private boolean hasFrames;
  private boolean found;

  private WovenClass(WeavePoint point, int slot, ClassVisitor next) {
    super(OpenedClassReader.ASM_API, next);
    this.point = point;
    this.slot = slot;
  }

  /**
   * The class file with the weave point's edit.
   *
   * @param point the weave point in the class
   * @param slot the slot of the hook that it calls
   * @param classFile the class as it is
   * @return the woven class, or {@code null} if it has no such method
   */
  static byte @Nullable [] of(WeavePoint point, int slot, byte[] classFile) {
    var reader = OpenedClassReader.of(classFile);
    var writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    var woven = new WovenClass(point, slot, writer);
    reader.accept(woven, 0);
    return woven.found ? writer.toByteArray() : null;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    owner = name;
    hasFrames = (version & MAJOR_VERSION) >= Opcodes.V1_6;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    var next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (!isMethod(point, access, name, descriptor)) {
      return next;
    }
    found = true;
    var instructions =
        new Instructions(
            point.edit(),
            slot,
            owner,
            hasFrames,
            point.isOfStaticMethod(),
            descriptor,
            point.argument());
    return new MethodVisitor(OpenedClassReader.ASM_API, next) {
      @Override
      public void visitCode() {
        super.visitCode();
        instructions.atStart(mv);
      }

      @Override
      public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
          instructions.atReturn(mv);
        }
        super.visitInsn(opcode);
      }

      @Override
      public void visitMaxs(int maxStack, int maxLocals) {
        instructions.atEnd(mv);
        super.visitMaxs(maxStack, maxLocals);
      }
    };
  }

  /** Whether a method is the one of a weave point. */
  static boolean isMethod(WeavePoint point, int access, String name, String descriptor) {
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    return name.equals(point.method())
        && isStatic == point.isOfStaticMethod()
        && (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) == 0
        && (point.descriptor().isEmpty()
            ? Instructions.fits(point.edit(), descriptor, point.argument())
            : descriptor.startsWith(point.descriptor()));
  }
}
