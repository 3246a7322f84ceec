/** What the agent takes of disk and memory, and which threads it has. */
@NullMarked
package dev.cloudrunauth.benchmark.footprint;

import org.jspecify.annotations.NullMarked;
