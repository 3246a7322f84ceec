/**
 * The contract between HTTP clients and the rest of the agent. A client's module names the methods
 * to weave and translates what passes there into plain values; everything else is decided here.
 */
@NullMarked
package dev.cloudrunauth.instrumentation;

import org.jspecify.annotations.NullMarked;
