/** Text that was written by somebody else: how it is read, and how it is shown in a message. */
@NullMarked
package dev.cloudrunauth.text;

import org.jspecify.annotations.NullMarked;
