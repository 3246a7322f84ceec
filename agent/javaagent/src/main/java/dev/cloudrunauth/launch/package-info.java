/** The start: the hook in {@code java.lang}, the transformer, the configuration. */
@NullMarked
package dev.cloudrunauth.launch;

import org.jspecify.annotations.NullMarked;
