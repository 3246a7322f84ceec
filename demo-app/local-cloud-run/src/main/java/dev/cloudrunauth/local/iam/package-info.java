/** The IAM Credentials API, where one principal gets the tokens of another. */
@NullMarked
package dev.cloudrunauth.local.iam;

import org.jspecify.annotations.NullMarked;
