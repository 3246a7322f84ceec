package dev.cloudrunauth.benchmark.contract;

import dev.cloudrunauth.benchmark.CallResult;

/**
 * How a scenario went for one contestant.
 *
 * @param requestsToSource how often the metadata server was asked for an ID token
 * @param calls what became of the calls
 * @param badTokens how many requests reached the service with a token that it had to refuse
 */
record Measurement(int requestsToSource, CallResult calls, long badTokens) {}
