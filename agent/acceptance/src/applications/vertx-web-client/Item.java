package com.example.shop;

/** An item, as the services have it. */
public record Item(String id, String name) {}
