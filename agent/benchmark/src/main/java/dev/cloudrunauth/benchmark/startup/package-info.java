/**
 * What the agent takes from the start of an application, beside other agents and beside google-auth
 * written by hand. All of it is measured on whole JVMs, from their start to their end.
 */
@NullMarked
package dev.cloudrunauth.benchmark.startup;

import org.jspecify.annotations.NullMarked;
