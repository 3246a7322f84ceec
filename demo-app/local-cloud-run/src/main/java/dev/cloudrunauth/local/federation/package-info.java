/** Workload identity federation: a token of somebody else's buys one of Google's. */
@NullMarked
package dev.cloudrunauth.local.federation;

import org.jspecify.annotations.NullMarked;
