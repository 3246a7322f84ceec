/** The metadata server, which gives an application the tokens of its own identity, or fails to. */
@NullMarked
package dev.cloudrunauth.local.metadata;

import org.jspecify.annotations.NullMarked;
