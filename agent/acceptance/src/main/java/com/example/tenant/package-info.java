/** Applications side by side in one JVM, each with HTTP clients and a class loader of its own. */
@NullMarked
package com.example.tenant;

import org.jspecify.annotations.NullMarked;
