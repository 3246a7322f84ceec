package dev.cloudrunauth.architecture.offending.config;

import net.bytebuddy.jar.asm.Type;

/** A configuration that weaves, and matches by a regular expression. */
class KnowsTooMuch {

  boolean isClass(String descriptor) {
    return descriptor.matches("L.*;") && Type.getType(descriptor).getSort() == Type.OBJECT;
  }
}
