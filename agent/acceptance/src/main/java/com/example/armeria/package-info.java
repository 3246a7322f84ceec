/** What the programs that call by Armeria have in common. */
@NullMarked
package com.example.armeria;

import org.jspecify.annotations.NullMarked;
