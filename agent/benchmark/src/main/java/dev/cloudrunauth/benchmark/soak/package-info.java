/**
 * Minutes of load with tokens that hardly live, while the metadata server fails again and again.
 */
@NullMarked
package dev.cloudrunauth.benchmark.soak;

import org.jspecify.annotations.NullMarked;
