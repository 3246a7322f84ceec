/** The demo: the same application without the agent and with it, side by side. */
@NullMarked
package dev.cloudrunauth.demo;

import org.jspecify.annotations.NullMarked;
