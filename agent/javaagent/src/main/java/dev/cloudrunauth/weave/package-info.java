/**
 * The edit that makes HTTP clients ask the agent: which methods, and how their bytecode changes.
 */
@NullMarked
package dev.cloudrunauth.weave;

import org.jspecify.annotations.NullMarked;
