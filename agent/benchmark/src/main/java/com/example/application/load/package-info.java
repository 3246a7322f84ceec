/** An application that calls one service as often as it can, over either client. */
@NullMarked
package com.example.application.load;

import org.jspecify.annotations.NullMarked;
