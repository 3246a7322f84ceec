package dev.cloudrunauth.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** A class file that refers to another class in the place of one. */
final class Remapped {

  private Remapped() {}

  static byte[] of(byte[] classFile, String internalName, Class<?> other) {
    return of(classFile, internalName, other.getName().replace('.', '/'));
  }

  static byte[] of(byte[] classFile, String internalName, String other) {
    var writer = new ClassWriter(0);
    var remapper = new SimpleRemapper(Opcodes.ASM9, internalName, other);
    new ClassReader(classFile).accept(new ClassRemapper(writer, remapper), 0);
    return writer.toByteArray();
  }
}
