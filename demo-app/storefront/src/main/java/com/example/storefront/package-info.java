/** A storefront: it asks three services for orders, products and shipments. */
@NullMarked
package com.example.storefront;

import org.jspecify.annotations.NullMarked;
