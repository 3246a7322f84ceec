/**
 * Why a service has refused a call, in words, with the step that mends it. Values in, text out: it
 * knows no HTTP client, asks nobody, and shows of a token its audience, e-mail, issuer and expiry
 * and nothing else.
 */
@NullMarked
package dev.cloudrunauth.explain;

import org.jspecify.annotations.NullMarked;
