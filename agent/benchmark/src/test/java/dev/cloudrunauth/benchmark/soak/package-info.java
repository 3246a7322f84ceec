@NullMarked
package dev.cloudrunauth.benchmark.soak;

import org.jspecify.annotations.NullMarked;
