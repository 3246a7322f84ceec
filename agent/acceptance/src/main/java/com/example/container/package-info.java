/** Programs that run applications in class loaders of their own, as servers do. */
@NullMarked
package com.example.container;

import org.jspecify.annotations.NullMarked;
