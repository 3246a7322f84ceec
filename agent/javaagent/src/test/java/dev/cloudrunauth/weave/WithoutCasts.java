package dev.cloudrunauth.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What an edit would be that forgets what the hook returns: an {@code Object}, no more. */
final class WithoutCasts extends ClassVisitor {

  WithoutCasts(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

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
      public void visitTypeInsn(int opcode, String type) {
        if (opcode != Opcodes.CHECKCAST) {
          super.visitTypeInsn(opcode, type);
        }
      }
    };
  }
}
