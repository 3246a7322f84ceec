/**
 * Reads the agent argument, system properties, environment variables and the file into {@link
 * dev.cloudrunauth.config.Settings}, or reports all problems, each with its place and what to do.
 *
 * <p>This runs while the application starts, so it avoids what is slow the first time: regular
 * expressions, streams and lambdas. It also avoids java.nio.file, whose default file system the
 * application may replace.
 */
@NullMarked
package dev.cloudrunauth.config;

import org.jspecify.annotations.NullMarked;
