@NullMarked
package dev.cloudrunauth.benchmark.footprint;

import org.jspecify.annotations.NullMarked;
