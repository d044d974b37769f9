package io.karat.golden;

/** Golden records of an entity type changed and the change is durable: everything up to {@code seq} can be read. */
public record Committed(String entity, long seq) {}
