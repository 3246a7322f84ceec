/** How many requests a second remain of those without the agent. */
@NullMarked
package dev.cloudrunauth.benchmark.throughput;

import org.jspecify.annotations.NullMarked;
