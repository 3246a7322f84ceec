/** What many audiences and many threads cost. */
@NullMarked
package dev.cloudrunauth.benchmark.scale;

import org.jspecify.annotations.NullMarked;
