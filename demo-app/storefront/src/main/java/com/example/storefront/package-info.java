/** A storefront: it asks three services for orders, products and shipping quotes. */
@NullMarked
package com.example.storefront;

import org.jspecify.annotations.NullMarked;
