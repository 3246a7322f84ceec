package com.example.shop;

import io.micronaut.core.annotation.Introspected;

/** An item, as the services have it. */
@Introspected
public record Item(String id, String name) {}
