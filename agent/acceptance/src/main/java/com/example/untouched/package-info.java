/**
 * An application that knows nothing of the agent and tells how its HTTP client behaves: what its
 * exceptions say, which threads call it back, in what order things happen.
 */
@NullMarked
package com.example.untouched;

import org.jspecify.annotations.NullMarked;
