/** What the programs that call by Vert.x have in common. */
@NullMarked
package com.example.vertx;

import org.jspecify.annotations.NullMarked;
