/**
 * From the agent argument, system properties, environment variables and the file to {@link
 * dev.cloudrunauth.config.Settings}, or to the list of all problems, each with the place where it
 * is and with what to do.
 *
 * <p>This runs while the application starts, so it avoids what is slow the first time: regular
 * expressions, streams, lambdas, and java.nio.file, whose default file system is the application's
 * to choose.
 */
@NullMarked
package dev.cloudrunauth.config;

import org.jspecify.annotations.NullMarked;
