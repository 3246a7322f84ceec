/**
 * Benchmarks: each is a class with one static method, which prints what it has measured, and is
 * started by its name. What they share is here; each has a package of its own for the rest.
 */
@NullMarked
package dev.cloudrunauth.benchmark;

import org.jspecify.annotations.NullMarked;
