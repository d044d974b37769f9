package io.karat.model;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A quality rule as it stands in an entity model.
 *
 * @param id stable; findings, problems and survivorship name it
 * @param attributes it is about; those of an expression that names none are the ones it mentions
 * @param when CEL expression over a record; where it does not hold, the rule does not apply
 * @param message for people; never holds a value
 */
public record QualityRule(
        String id,
        List<String> attributes,
        Test test,
        @Nullable String when,
        String message,
        Severity severity) {

    public QualityRule {
        attributes = List.copyOf(attributes);
    }

    /** What failing a rule means for a record, the worst first. */
    public enum Severity {
        /** It is not taken. */
        REJECT,
        /** It is kept apart until it is corrected. */
        QUARANTINE,
        /** It is taken, and a steward is asked. */
        REVIEW,
        /** It is taken, and a finding says so. */
        WARN;

        /** The name used in an entity model. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is looked at. All but {@link Holds} and {@link Required} look at each value there is. */
    public sealed interface Test {}

    /** A CEL expression over the record holds. */
    public record Holds(String expression) implements Test {}

    /** Each attribute has a value, or with {@code any} at least one of them. */
    public record Required(boolean any) implements Test {}

    /** The whole value matches a regular expression in the syntax of RE2. */
    public record Pattern(String expression) implements Test {}

    /** In characters, both bounds included. */
    public record Length(int least, int most) implements Test {}

    /** Of numbers, amounts and years, both bounds included; null where there is none. */
    public record Range(@Nullable Double least, @Nullable Double most) implements Test {}

    /** Of dates, both bounds included; null where there is none. */
    public record Dates(@Nullable Day from, @Nullable Day to) implements Test {}

    /** @param date null for the day on which the record came */
    public record Day(@Nullable LocalDate date) {}

    /** Has a form that is known by name. */
    public record Is(Form form) implements Test {}

    /** Is a code of a list, or what the source calls one. */
    public record OneOf(ReferenceList list) implements Test {}

    /** Forms that are known by name. */
    public enum Form {
        /** The hub can read the value as the attribute's type says. */
        READABLE,
        EMAIL,
        /** Of attributes of that type: a number of a known plan. */
        PHONE,
        URL,
        /** GTIN-8, -12, -13 or -14, and so EAN and UPC, with its check digit. */
        GTIN,
        ISBN,
        ISSN,
        ISIN,
        /** With its check digits and the length of its country. */
        IBAN,
        /** Digits with a check digit by Luhn's formula. */
        LUHN,
        /** A VAT number of the European Union, as its country prefix says; without check digits. */
        VAT;

        /** The name used in an entity model. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Form> byCode(String code) {
            return Arrays.stream(values()).filter(f -> f.code().equals(code)).findFirst();
        }

        static List<String> codes() {
            return Arrays.stream(values()).map(Form::code).toList();
        }
    }
}
