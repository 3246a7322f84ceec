package dev.cloudrunauth.architecture.offending.config;

import dev.cloudrunauth.command.Program;
import net.bytebuddy.jar.asm.Type;
import picocli.CommandLine;

/** A configuration that weaves, matches by a regular expression, and runs a command line. */
class KnowsTooMuch {

  int run() {
    return new CommandLine(this).execute() + Program.run(new String[0]);
  }

  boolean isClass(String descriptor) {
    return descriptor.matches("L.*;") && Type.getType(descriptor).getSort() == Type.OBJECT;
  }
}
