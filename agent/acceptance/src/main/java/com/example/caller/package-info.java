/** An application that knows nothing of the agent: it makes the calls that its arguments name. */
@NullMarked
package com.example.caller;

import org.jspecify.annotations.NullMarked;
