/** OkHttp 3.0 to 5.x, also copies of it in other packages. */
@NullMarked
package dev.cloudrunauth.client.okhttp;

import org.jspecify.annotations.NullMarked;
