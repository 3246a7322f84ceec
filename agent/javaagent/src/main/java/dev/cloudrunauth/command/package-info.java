/**
 * The command line: {@code java -jar cloud-run-auth-agent.jar check}. It does in the open what the
 * agent does in an application: reads the same configuration, finds the same identity, mints by the
 * same engine.
 *
 * <p>A package of its own and not a part of {@code explain}, which the running agent loads: nothing
 * of this one, nor of its library, is ever loaded beside an application.
 */
@NullMarked
package dev.cloudrunauth.command;

import org.jspecify.annotations.NullMarked;
