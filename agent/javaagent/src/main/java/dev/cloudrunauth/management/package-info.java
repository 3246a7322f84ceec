/**
 * What the agent shows to JMX, and what can be done to it there while the application runs.
 *
 * <p>The only package that knows JMX. None of it is loaded before somebody else uses it.
 */
@NullMarked
package dev.cloudrunauth.management;

import org.jspecify.annotations.NullMarked;
