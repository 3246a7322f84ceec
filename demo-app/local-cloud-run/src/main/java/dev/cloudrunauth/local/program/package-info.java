/** The program that runs the stand-in from a command line. */
@NullMarked
package dev.cloudrunauth.local.program;

import org.jspecify.annotations.NullMarked;
