@NullMarked
package dev.cloudrunauth.benchmark.hotpath;

import org.jspecify.annotations.NullMarked;
