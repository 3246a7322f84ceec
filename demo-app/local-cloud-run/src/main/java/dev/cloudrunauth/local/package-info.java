/**
 * A stand-in for Google's servers on the loopback address: start here with {@code LocalCloudRun}.
 */
@NullMarked
package dev.cloudrunauth.local;

import org.jspecify.annotations.NullMarked;
