package dev.cloudrunauth.weave;

import static net.bytebuddy.jar.asm.Opcodes.AASTORE;
import static net.bytebuddy.jar.asm.Opcodes.ACONST_NULL;
import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ANEWARRAY;
import static net.bytebuddy.jar.asm.Opcodes.ARETURN;
import static net.bytebuddy.jar.asm.Opcodes.ASTORE;
import static net.bytebuddy.jar.asm.Opcodes.ATHROW;
import static net.bytebuddy.jar.asm.Opcodes.CHECKCAST;
import static net.bytebuddy.jar.asm.Opcodes.DUP;
import static net.bytebuddy.jar.asm.Opcodes.DUP_X2;
import static net.bytebuddy.jar.asm.Opcodes.F_FULL;
import static net.bytebuddy.jar.asm.Opcodes.F_SAME1;
import static net.bytebuddy.jar.asm.Opcodes.IFNULL;
import static net.bytebuddy.jar.asm.Opcodes.ILOAD;
import static net.bytebuddy.jar.asm.Opcodes.INVOKEINTERFACE;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESTATIC;
import static net.bytebuddy.jar.asm.Opcodes.POP;
import static net.bytebuddy.jar.asm.Opcodes.RETURN;
import static net.bytebuddy.jar.asm.Opcodes.SIPUSH;
import static net.bytebuddy.jar.asm.Opcodes.SWAP;

import dev.cloudrunauth.instrumentation.Edit;
import java.util.Arrays;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;

/**
 * The instructions of an {@link Edit}: a few at the start of a method, before each of its returns,
 * or behind its end. For one method. None adds a field, a method or a local variable, so that a
 * class that is loaded already can be woven too.
 *
 * <p>Each calls the hook with the slot, two objects for the adapter, and what the method shall use
 * if the adapter fails.
 */
final class Instructions {

  private static final String CONSUMER = "java/util/function/Consumer";
  private static final String FUNCTION = "java/util/function/Function";
  private static final String HOOK = "java/lang/CloudRunAuthHook";

  /** The class of the objects that take the place of a primitive type's values, by its sort. */
  private static final Map<Integer, String> BOXES =
      Map.of(
          Type.BOOLEAN, "java/lang/Boolean",
          Type.BYTE, "java/lang/Byte",
          Type.CHAR, "java/lang/Character",
          Type.SHORT, "java/lang/Short",
          Type.INT, "java/lang/Integer",
          Type.LONG, "java/lang/Long",
          Type.FLOAT, "java/lang/Float",
          Type.DOUBLE, "java/lang/Double");

  private final Edit edit;
  private final int slot;
  private final String owner;
  private final boolean hasFrames;
  private final boolean isStatic;
  private final String descriptor;
  private final int number;
  private final Label start = new Label();

  /**
   * The instructions for a method.
   *
   * @param edit how it changes
   * @param slot the slot of the hook that is called
   * @param owner the internal name of its class
   * @param hasFrames whether its class file describes the stack; those of Java 5 and older do not
   * @param isStatic whether the method is static
   * @param descriptor its descriptor
   * @param number the number of the argument that is replaced or passed
   */
  Instructions(
      Edit edit,
      int slot,
      String owner,
      boolean hasFrames,
      boolean isStatic,
      String descriptor,
      int number) {
    this.edit = edit;
    this.slot = slot;
    this.owner = owner;
    this.hasFrames = hasFrames;
    this.isStatic = isStatic;
    this.descriptor = descriptor;
    this.number = number;
  }

  /**
   * Whether an edit can be made to a method, where its descriptor is not known.
   *
   * @param number the number of the argument that is replaced or passed
   */
  static boolean fits(Edit edit, String descriptor, int number) {
    var arguments = Type.getArgumentTypes(descriptor);
    boolean hasArgument = arguments.length > 0 && arguments[0].getSort() == Type.OBJECT;
    boolean returnsObject = Type.getReturnType(descriptor).getSort() == Type.OBJECT;
    switch (edit) {
      case HOLD_BACK:
        return arguments.length == 3
            && Arrays.stream(arguments).allMatch(argument -> argument.getSort() == Type.OBJECT)
            && Type.getReturnType(descriptor).getSort() == Type.VOID;
      case DIVERT:
        return arguments.length > number
            && arguments[number].getSort() == Type.OBJECT
            && returnsObject;
      case REPLACE_ARGUMENT:
        return arguments.length > number && arguments[number].getSort() == Type.OBJECT;
      case SHOW_ARGUMENT:
      case SHOW_ARGUMENT_FINALLY:
        return hasArgument;
      case SHOW_ANSWER:
        return hasArgument && returnsObject;
      case PARK:
        return Type.getReturnType(descriptor).getSort() == Type.VOID;
      default:
        return returnsObject;
    }
  }

  /** Writes what stands at the start of the method's code. */
  void atStart(MethodVisitor to) {
    switch (edit) {
      case RETURN_EARLY:
        returnEarly(to);
        break;
      case HOLD_BACK:
        holdBack(to);
        break;
      case REPLACE_ARGUMENT:
        replaceArgument(to);
        break;
      case PARK:
        park(to);
        break;
      case DIVERT:
        divert(to);
        break;
      case SHOW_ARGUMENT_FINALLY:
        to.visitLabel(start);
        break;
      default:
        break;
    }
  }

  /** Writes what stands before a return, whose value, if any, is at the top of the stack. */
  void atReturn(MethodVisitor to) {
    switch (edit) {
      case SHOW_RETURNED:
      case SHOW_ANSWER:
        to.visitInsn(DUP);
        to.visitIntInsn(SIPUSH, slot);
        to.visitInsn(SWAP);
        if (edit == Edit.SHOW_ANSWER) {
          loadArgument(to);
        } else {
          to.visitInsn(ACONST_NULL);
        }
        to.visitInsn(ACONST_NULL);
        call(to);
        to.visitInsn(POP);
        break;
      case REPLACE_RETURNED:
        to.visitInsn(DUP);
        to.visitIntInsn(SIPUSH, slot);
        to.visitInsn(DUP_X2);
        to.visitInsn(POP);
        loadThis(to);
        to.visitInsn(SWAP);
        call(to);
        to.visitTypeInsn(CHECKCAST, Type.getReturnType(descriptor).getInternalName());
        break;
      case SHOW_ARGUMENT:
      case SHOW_ARGUMENT_FINALLY:
        showArgument(to);
        break;
      default:
        break;
    }
  }

  /** Writes what stands behind the method's code. */
  void atEnd(MethodVisitor to) {
    if (edit != Edit.SHOW_ARGUMENT_FINALLY) {
      return;
    }
    var handler = new Label();
    // The last entry of the table: exceptions that the method catches itself are not seen.
    to.visitTryCatchBlock(start, handler, handler, null);
    to.visitLabel(handler);
    // What the method has in its other variables depends on where it threw.
    var argumentType = Type.getArgumentTypes(descriptor)[0].getInternalName();
    var locals = isStatic ? new Object[] {argumentType} : new Object[] {owner, argumentType};
    if (hasFrames) {
      to.visitFrame(F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    }
    showArgument(to);
    to.visitInsn(ATHROW);
  }

  private void showArgument(MethodVisitor to) {
    to.visitIntInsn(SIPUSH, slot);
    loadArgument(to);
    loadThis(to);
    to.visitInsn(ACONST_NULL);
    call(to);
    to.visitInsn(POP);
  }

  private void returnEarly(MethodVisitor to) {
    to.visitIntInsn(SIPUSH, slot);
    loadThis(to);
    to.visitInsn(ACONST_NULL);
    to.visitInsn(ACONST_NULL);
    call(to);
    var proceed = new Label();
    to.visitInsn(DUP);
    to.visitJumpInsn(IFNULL, proceed);
    to.visitTypeInsn(CHECKCAST, Type.getReturnType(descriptor).getInternalName());
    to.visitInsn(ARETURN);
    proceed(to, proceed);
  }

  private void replaceArgument(MethodVisitor to) {
    var types = Type.getArgumentTypes(descriptor);
    int variable = variable(number);
    to.visitIntInsn(SIPUSH, slot);
    to.visitVarInsn(ALOAD, variable);
    loadThis(to);
    to.visitVarInsn(ALOAD, variable);
    call(to);
    to.visitTypeInsn(CHECKCAST, types[number].getInternalName());
    to.visitVarInsn(ASTORE, variable);
  }

  private void holdBack(MethodVisitor to) {
    to.visitIntInsn(SIPUSH, slot);
    to.visitVarInsn(ALOAD, argument() + 1);
    loadArgument(to);
    to.visitInsn(ACONST_NULL);
    call(to);
    var proceed = new Label();
    to.visitInsn(DUP);
    to.visitJumpInsn(IFNULL, proceed);
    to.visitTypeInsn(CHECKCAST, CONSUMER);
    to.visitVarInsn(ALOAD, argument() + 2);
    to.visitMethodInsn(INVOKEINTERFACE, CONSUMER, "accept", "(Ljava/lang/Object;)V", true);
    to.visitInsn(RETURN);
    proceed(to, proceed);
  }

  private void proceed(MethodVisitor to, Label proceed) {
    to.visitLabel(proceed);
    if (hasFrames) {
      to.visitFrame(F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
    }
    to.visitInsn(POP);
  }

  private void park(MethodVisitor to) {
    to.visitIntInsn(SIPUSH, slot);
    if (Type.getArgumentTypes(descriptor).length == 0) {
      loadThis(to);
      to.visitInsn(ACONST_NULL);
    } else {
      loadObject(to, Type.getArgumentTypes(descriptor)[0], argument());
      loadThis(to);
    }
    instead(to, CONSUMER, "accept");
  }

  private void divert(MethodVisitor to) {
    to.visitIntInsn(SIPUSH, slot);
    to.visitVarInsn(ALOAD, variable(number));
    loadThis(to);
    instead(to, FUNCTION, "apply");
  }

  /** What the adapter returns, if anything, is given all arguments in place of the method. */
  private void instead(MethodVisitor to, String owner, String method) {
    var returned = Type.getReturnType(descriptor);
    boolean returnsNothing = returned.getSort() == Type.VOID;
    to.visitInsn(ACONST_NULL);
    call(to);
    var proceed = new Label();
    to.visitInsn(DUP);
    to.visitJumpInsn(IFNULL, proceed);
    to.visitTypeInsn(CHECKCAST, owner);
    loadArguments(to);
    to.visitMethodInsn(
        INVOKEINTERFACE,
        owner,
        method,
        returnsNothing ? "(Ljava/lang/Object;)V" : "(Ljava/lang/Object;)Ljava/lang/Object;",
        true);
    if (returnsNothing) {
      to.visitInsn(RETURN);
    } else {
      to.visitTypeInsn(CHECKCAST, returned.getInternalName());
      to.visitInsn(ARETURN);
    }
    proceed(to, proceed);
  }

  /** All in a new array. */
  private void loadArguments(MethodVisitor to) {
    var types = Type.getArgumentTypes(descriptor);
    to.visitIntInsn(SIPUSH, types.length);
    to.visitTypeInsn(ANEWARRAY, "java/lang/Object");
    int variable = argument();
    for (int i = 0; i < types.length; i++) {
      to.visitInsn(DUP);
      to.visitIntInsn(SIPUSH, i);
      loadObject(to, types[i], variable);
      to.visitInsn(AASTORE);
      variable += types[i].getSize();
    }
  }

  /** Loads an argument, in its box if it is no object. */
  private static void loadObject(MethodVisitor to, Type type, int variable) {
    to.visitVarInsn(type.getOpcode(ILOAD), variable);
    var box = BOXES.get(type.getSort());
    if (box != null) {
      to.visitMethodInsn(
          INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
    }
  }

  private void loadThis(MethodVisitor to) {
    if (isStatic) {
      to.visitInsn(ACONST_NULL);
    } else {
      to.visitVarInsn(ALOAD, 0);
    }
  }

  private void loadArgument(MethodVisitor to) {
    to.visitVarInsn(ALOAD, argument());
  }

  /** The local variable of an argument. */
  private int variable(int number) {
    var types = Type.getArgumentTypes(descriptor);
    int variable = argument();
    for (int i = 0; i < number; i++) {
      variable += types[i].getSize();
    }
    return variable;
  }

  private int argument() {
    return isStatic ? 0 : 1;
  }

  private static void call(MethodVisitor to) {
    to.visitMethodInsn(
        INVOKESTATIC,
        HOOK,
        "call",
        "(ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
        false);
  }
}
