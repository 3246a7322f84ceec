package dev.cloudrunauth.benchmark.soak;

/**
 * Some time of health, and then some time of trouble. Immutable.
 *
 * @param healthyMillis how long all is well
 * @param trouble what comes then
 * @param troubleMillis for how long
 */
record Episode(int healthyMillis, Trouble trouble, int troubleMillis) {}
