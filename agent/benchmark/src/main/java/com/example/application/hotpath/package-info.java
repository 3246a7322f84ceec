/**
 * The way of a request through an HTTP client's own classes, to be measured by JMH with the agent,
 * without it, and with google-auth written by hand. Nothing here knows the agent.
 */
@NullMarked
package com.example.application.hotpath;

import org.jspecify.annotations.NullMarked;
