package dev.cloudrunauth.weave;

import static net.bytebuddy.jar.asm.Opcodes.ACONST_NULL;
import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ARETURN;
import static net.bytebuddy.jar.asm.Opcodes.ASTORE;
import static net.bytebuddy.jar.asm.Opcodes.CHECKCAST;
import static net.bytebuddy.jar.asm.Opcodes.DUP;
import static net.bytebuddy.jar.asm.Opcodes.DUP_X2;
import static net.bytebuddy.jar.asm.Opcodes.F_SAME1;
import static net.bytebuddy.jar.asm.Opcodes.IFNULL;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESTATIC;
import static net.bytebuddy.jar.asm.Opcodes.POP;
import static net.bytebuddy.jar.asm.Opcodes.SIPUSH;
import static net.bytebuddy.jar.asm.Opcodes.SWAP;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;

/**
 * How a woven method changes: a few instructions at its start, or before each of its returns. No
 * edit adds a field, a method or a local variable, so that a class that is loaded already can be
 * woven too.
 */
enum Edit {
  /**
   * {@code Object answer = call(hop, this, MethodHandles.lookup(), null); if (answer != null)
   * return (R) answer;}
   *
   * <p>The lookup is made inside the woven class and has its rights: with it the agent reaches what
   * it needs of a JDK class, without opening a package to anyone.
   */
  RETURN_EARLY {
    @Override
    void atStart(MethodVisitor to, Hop hop, String descriptor) {
      to.visitIntInsn(SIPUSH, hop.index);
      to.visitVarInsn(ALOAD, 0);
      to.visitMethodInsn(
          INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "lookup",
          "()Ljava/lang/invoke/MethodHandles$Lookup;",
          false);
      to.visitInsn(ACONST_NULL);
      call(to);
      var goOn = new Label();
      to.visitInsn(DUP);
      to.visitJumpInsn(IFNULL, goOn);
      to.visitTypeInsn(CHECKCAST, Type.getReturnType(descriptor).getInternalName());
      to.visitInsn(ARETURN);
      to.visitLabel(goOn);
      to.visitFrame(F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
      to.visitInsn(POP);
    }
  },

  /** {@code argument = (A) call(hop, argument, this, argument);} */
  REPLACE_ARGUMENT {
    @Override
    boolean fits(String descriptor) {
      var arguments = Type.getArgumentTypes(descriptor);
      return arguments.length == 1 && arguments[0].getSort() == Type.OBJECT;
    }

    @Override
    void atStart(MethodVisitor to, Hop hop, String descriptor) {
      to.visitIntInsn(SIPUSH, hop.index);
      to.visitVarInsn(ALOAD, 1);
      to.visitVarInsn(ALOAD, 0);
      to.visitVarInsn(ALOAD, 1);
      call(to);
      to.visitTypeInsn(CHECKCAST, Type.getArgumentTypes(descriptor)[0].getInternalName());
      to.visitVarInsn(ASTORE, 1);
    }
  },

  /**
   * {@code call(hop, returned, null, null); return returned;}
   *
   * <p>Whatever the hook answers, the method returns what it would have returned. A method that
   * ends by an exception shows nothing.
   */
  SHOW_RETURNED {
    @Override
    void atReturn(MethodVisitor to, Hop hop, String descriptor) {
      to.visitInsn(DUP);
      to.visitIntInsn(SIPUSH, hop.index);
      to.visitInsn(SWAP);
      to.visitInsn(ACONST_NULL);
      to.visitInsn(ACONST_NULL);
      call(to);
      to.visitInsn(POP);
    }
  },

  /** {@code return (R) call(hop, returned, this, returned);} */
  REPLACE_RETURNED {
    @Override
    void atReturn(MethodVisitor to, Hop hop, String descriptor) {
      to.visitInsn(DUP);
      to.visitIntInsn(SIPUSH, hop.index);
      to.visitInsn(DUP_X2);
      to.visitInsn(POP);
      to.visitVarInsn(ALOAD, 0);
      to.visitInsn(SWAP);
      call(to);
      to.visitTypeInsn(CHECKCAST, Type.getReturnType(descriptor).getInternalName());
    }
  };

  private static final String HOOK = "java/lang/CloudRunAuthHook";

  /**
   * Whether the edit can be made to an instance method of this descriptor: to one that returns an
   * object, unless the edit says otherwise.
   */
  boolean fits(String descriptor) {
    return Type.getReturnType(descriptor).getSort() == Type.OBJECT;
  }

  /** Writes what the edit puts at the start of the method's code. */
  void atStart(MethodVisitor to, Hop hop, String descriptor) {}

  /** Writes what the edit puts before a return, whose value is at the top of the stack. */
  void atReturn(MethodVisitor to, Hop hop, String descriptor) {}

  private static void call(MethodVisitor to) {
    to.visitMethodInsn(
        INVOKESTATIC,
        HOOK,
        "call",
        "(ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
        false);
  }
}
