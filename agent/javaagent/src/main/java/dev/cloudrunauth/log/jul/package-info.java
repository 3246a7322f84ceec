/**
 * What {@code java.util.logging} is to the libraries in the agent: the build redirects their
 * references here. So they neither start the JVM's {@code LogManager} before the application has
 * chosen one, nor write to the application's log, nor need the module {@code java.logging}.
 */
@NullMarked
package dev.cloudrunauth.log.jul;

import org.jspecify.annotations.NullMarked;
