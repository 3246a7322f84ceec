/** Text that was written by somebody else, on its way into a message. */
@NullMarked
package dev.cloudrunauth.text;

import org.jspecify.annotations.NullMarked;
