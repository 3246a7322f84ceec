/**
 * What the agent promises when tokens are hard to get, and what google-auth does in the same
 * situation when it is written into the application by hand.
 */
@NullMarked
package dev.cloudrunauth.benchmark.contract;

import org.jspecify.annotations.NullMarked;
