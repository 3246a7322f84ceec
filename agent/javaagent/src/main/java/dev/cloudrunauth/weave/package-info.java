/** Finds the classes of libraries when they are loaded, and changes their bytecode. */
@NullMarked
package dev.cloudrunauth.weave;

import org.jspecify.annotations.NullMarked;
