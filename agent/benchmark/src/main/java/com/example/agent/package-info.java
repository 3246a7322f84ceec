/**
 * Java agents that ours is compared with: one that does nothing, two that weave the same methods
 * with Byte Buddy's own means, and a stopwatch. Each is packed into a jar by the benchmark.
 */
@NullMarked
package com.example.agent;

import org.jspecify.annotations.NullMarked;
