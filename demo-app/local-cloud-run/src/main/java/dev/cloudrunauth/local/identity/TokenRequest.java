package dev.cloudrunauth.local.identity;

import java.util.Optional;

/**
 * A request that the token endpoint has granted, without the assertion that was in it. Immutable.
 *
 * @param principal the account whose key has signed the assertion
 * @param targetAudience for whom an ID token was asked; empty if it was an access token
 */
public record TokenRequest(String principal, Optional<String> targetAudience) {}
