@NullMarked
package dev.cloudrunauth.benchmark.startup;

import org.jspecify.annotations.NullMarked;
