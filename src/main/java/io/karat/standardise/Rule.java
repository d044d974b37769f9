package io.karat.standardise;

/** Makes one raw value comparable. Pure; never throws, whatever the text. */
interface Rule {

    Standard apply(String raw);

    /** A comparable value, or why there is none. */
    sealed interface Standard {}

    record Value(String text) implements Standard {}

    /** {@code code} and {@code message} as in {@link Finding}. */
    record None(String code, String message) implements Standard {}

    /** Not what it should be, yet the same error may stand in another record: evidence, with a finding. */
    record Doubtful(String text, None reason) implements Standard {}

    /** The text, or a finding that nothing of use is in it. */
    static Standard of(String text) {
        return text.isEmpty() ? new None("value.empty", "Holds no letter or digit.") : new Value(text);
    }
}
