/** What the agent adds to each request, in nanoseconds and bytes. */
@NullMarked
package dev.cloudrunauth.benchmark.hotpath;

import org.jspecify.annotations.NullMarked;
