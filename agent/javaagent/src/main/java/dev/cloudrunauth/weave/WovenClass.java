package dev.cloudrunauth.weave;

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

  private final WeavePoint point;
  private boolean found;

  private WovenClass(WeavePoint point, ClassVisitor next) {
    super(OpenedClassReader.ASM_API, next);
    this.point = point;
  }

  /**
   * The class file with the weave point's edit.
   *
   * @param point the weave point in the class
   * @param classFile the class as it is
   * @return the class as it shall be, or {@code null} if it has no such method
   */
  static byte @Nullable [] of(WeavePoint point, byte[] classFile) {
    var reader = OpenedClassReader.of(classFile);
    var writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    var woven = new WovenClass(point, writer);
    reader.accept(woven, 0);
    return woven.found ? writer.toByteArray() : null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    var next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (!point.isMethod(access, name, descriptor)) {
      return next;
    }
    found = true;
    return new MethodVisitor(OpenedClassReader.ASM_API, next) {
      @Override
      public void visitCode() {
        super.visitCode();
        point.edit.atStart(mv, point.hop, descriptor);
      }

      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          point.edit.atReturn(mv, point.hop, descriptor);
        }
        super.visitInsn(opcode);
      }
    };
  }
}
