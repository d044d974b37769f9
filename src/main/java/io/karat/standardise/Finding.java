package io.karat.standardise;

/**
 * A value that could not be standardised: it is kept raw and is no evidence.
 *
 * @param attribute its name
 * @param code stable, for example {@code date.impossible}, {@code phone.invalid}, {@code value.placeholder}
 * @param message for a steward; never contains the value itself
 */
public record Finding(String attribute, String code, String message) {}
