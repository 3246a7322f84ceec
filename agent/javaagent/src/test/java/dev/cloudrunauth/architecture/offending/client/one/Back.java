package dev.cloudrunauth.architecture.offending.client.one;

/** Closes a circle. */
public class Back {}
