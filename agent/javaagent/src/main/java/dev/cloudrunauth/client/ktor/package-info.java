/**
 * Ktor's CIO engine, which writes HTTP/1.1 by coroutines. A hop waits before the engine connects,
 * as a coroutine that is suspended, and its header is set on a copy of the request that lives where
 * the engine writes its head.
 */
@NullMarked
package dev.cloudrunauth.client.ktor;

import org.jspecify.annotations.NullMarked;
